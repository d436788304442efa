import { monotonicMs } from '@fetchutils/plumbing';
import type { ActiveExchange } from '@fetchutils/plumbing/http';

/** Holds all bodies of a run together to a number of bytes a second, by pausing sockets. */
export class Throttle {
  /** When all that has come is paid for. */
  #paidUntilMs = 0;
  readonly #bytesPerSecond: number;
  readonly #paused = new Set<ActiveExchange>();
  #waiting: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(bytesPerSecond: number) {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** Begins a request once all that has come is paid for: a small body is whole before any pause can hold it. */
  begin(request: () => void): void {
    if (this.#restMs() <= 0) return request();
    this.#waiting.push(request);
    this.#wakeLater();
  }

  /** Counts bytes that have come; their exchange rests until they are paid for. */
  take(bytes: number, exchange: ActiveExchange | undefined): void {
    this.#pay(bytes);
    if (exchange === undefined || this.#restMs() <= 0) return;
    exchange.pause();
    this.#paused.add(exchange);
    this.#wakeLater();
  }

  #pay(bytes: number): void {
    // A tenth of a second may come at once: finer pauses cost more than they smooth.
    const sinceMs = Math.max(this.#paidUntilMs, monotonicMs() - 100);
    this.#paidUntilMs = sinceMs + (bytes * 1000) / this.#bytesPerSecond;
  }

  #restMs(): number {
    return this.#paidUntilMs - monotonicMs();
  }

  #wakeLater(): void {
    this.#timer ??= setTimeout(() => this.#resume(), this.#restMs());
  }

  #resume(): void {
    this.#timer = undefined;
    const [resting, waiting] = [[...this.#paused], this.#waiting];
    this.#paused.clear();
    this.#waiting = [];
    for (const exchange of resting) exchange.resume();
    for (const request of waiting) request();
  }
}
