import { monotonicMs } from '@fetchutils/plumbing';
import type { ActiveExchange } from '@fetchutils/plumbing/http';

/**
 * Holds all bodies of a run together to a number of bytes a second, by pausing sockets. A small body is whole before any
 * pause can hold it, so a request pays at its start for a body as they were so far; what is too much serves the next.
 */
export class Throttle {
  readonly #bytesPerSecond: number;
  readonly #paused = new Set<ActiveExchange>();
  readonly #waiting: (() => void)[] = [];
  /** When all is paid for. */
  #paidUntilMs = 0;
  /** Bytes that are paid for and have not come. */
  #prepaid = 0;
  #started = 0;
  #received = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(bytesPerSecond: number) {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** Begins a request once all that has come is paid for, and those that waited before it have begun. */
  begin(request: () => void): void {
    this.#waiting.push(request);
    this.#startNext();
  }

  /** Counts bytes that have come; their exchange rests until they are paid for. */
  take(bytes: number, exchange: ActiveExchange | undefined): void {
    this.#received += bytes;
    const isPaid = Math.min(bytes, this.#prepaid);
    this.#prepaid -= isPaid;
    if (isPaid < bytes) this.#pay(bytes - isPaid);
    if (isPaid === bytes || exchange === undefined || this.#restMs() <= 0) return;
    exchange.pause();
    this.#paused.add(exchange);
    this.#wakeLater();
  }

  #startNext(): void {
    while (this.#restMs() <= 0) {
      const request = this.#waiting.shift();
      if (request === undefined) return;
      const expected = this.#received === 0 ? this.#bytesPerSecond / 10 : this.#received / this.#started;
      this.#started += 1;
      const missing = Math.max(0, expected - this.#prepaid);
      this.#pay(missing);
      this.#prepaid += missing;
      request();
    }
    if (this.#waiting.length > 0) this.#wakeLater();
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
    const resting = [...this.#paused];
    this.#paused.clear();
    for (const exchange of resting) exchange.resume();
    this.#startNext();
  }
}
