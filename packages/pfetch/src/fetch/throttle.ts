import type { ActiveExchange } from '@fetchutils/plumbing/http';

/** Holds all bodies of a run together to a number of bytes a second, by pausing sockets. */
export class Throttle {
  readonly #bytesPerSecond: number;
  readonly #paused = new Set<ActiveExchange>();
  #nextMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(bytesPerSecond: number) {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** Counts bytes that have come; their exchange rests until they are paid for. */
  take(bytes: number, exchange: ActiveExchange | undefined): void {
    const now = Date.now();
    // A tenth of a second may come at once: finer pauses cost more than they smooth.
    this.#nextMs = Math.max(this.#nextMs, now - 100) + (bytes * 1000) / this.#bytesPerSecond;
    if (this.#nextMs <= now || exchange === undefined) return;
    exchange.pause();
    this.#paused.add(exchange);
    this.#timer ??= setTimeout(() => this.#resume(), this.#nextMs - now);
  }

  #resume(): void {
    this.#timer = undefined;
    const resting = [...this.#paused];
    this.#paused.clear();
    for (const exchange of resting) exchange.resume();
  }
}
