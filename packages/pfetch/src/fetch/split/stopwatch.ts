import { monotonicMs } from '@fetchutils/plumbing';

/** Counts the time in which something goes on. */
export class Stopwatch {
  #beforeMs: number;
  #sinceMs: number | undefined;

  constructor(beforeMs: number) {
    this.#beforeMs = beforeMs;
  }

  get ms(): number {
    return this.#beforeMs + (this.#sinceMs === undefined ? 0 : monotonicMs() - this.#sinceMs);
  }

  /** Does nothing where it goes on already. */
  start(sinceMs: number): void {
    this.#sinceMs ??= sinceMs;
  }

  stop(): void {
    this.#beforeMs = this.ms;
    this.#sinceMs = undefined;
  }
}
