import type { ActiveExchange } from '@fetchutils/plumbing/http';

/** Holds all bodies of a run together to a number of bytes a second, by pausing sockets. */
export class Throttle {
  readonly #bytesPerSecond: number;
  readonly #paused = new Set<ActiveExchange>();
  #waiting: (() => void)[] = [];
  #nextMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(bytesPerSecond: number) {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** Begins a request once all that has come is paid for: a small body is whole before any pause can hold it. */
  begin(request: () => void): void {
    if (this.#nextMs <= Date.now()) return request();
    this.#waiting.push(request);
    this.#wakeLater();
  }

  /** Counts bytes that have come; their exchange rests until they are paid for. */
  take(bytes: number, exchange: ActiveExchange | undefined): void {
    const now = Date.now();
    // A tenth of a second may come at once: finer pauses cost more than they smooth.
    this.#nextMs = Math.max(this.#nextMs, now - 100) + (bytes * 1000) / this.#bytesPerSecond;
    if (this.#nextMs <= now || exchange === undefined) return;
    exchange.pause();
    this.#paused.add(exchange);
    this.#wakeLater();
  }

  #wakeLater(): void {
    this.#timer ??= setTimeout(() => this.#resume(), this.#nextMs - Date.now());
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
