/**
 * How far a run is stopped, each step taking in those before it: `closed` wants no more rows, `halted` starts nothing
 * more, `broken` ends what is under way.
 */
export class Stop {
  readonly #closed = new AbortController();
  readonly #halted = new AbortController();
  readonly #broken = new AbortController();
  #failure: Error | undefined;

  /** `interrupted` is aborted by a signal: what is under way may end. */
  constructor(interrupted: AbortSignal) {
    if (interrupted.aborted) this.halt();
    else interrupted.addEventListener('abort', () => this.halt());
  }

  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  get halted(): AbortSignal {
    return this.#halted.signal;
  }

  get broken(): AbortSignal {
    return this.#broken.signal;
  }

  /** Why the run was broken off; undefined where it was not. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** All that could be wanted has been taken. */
  close(): void {
    this.#closed.abort();
  }

  halt(): void {
    this.close();
    this.#halted.abort();
  }

  /** The first reason counts. */
  breakOff(reason: unknown): void {
    this.#failure ??= reason instanceof Error ? reason : new Error(String(reason));
    this.halt();
    this.#broken.abort();
  }
}
