import { monotonicMs } from '../../monotonic-ms.js';

/** Pauses that servers asked for, by host: every job of the host keeps them. */
export class HostPauses {
  readonly #until = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number = monotonicMs) {
    this.#now = now;
  }

  /** Holds the host for that long from now; a longer pause that is under way stays. */
  pause(host: string, ms: number): void {
    const until = this.#now() + ms;
    if (until > (this.#until.get(host) ?? 0)) this.#until.set(host, until);
  }

  /** Milliseconds until the host may be asked again; 0 is now. */
  remaining(host: string): number {
    const until = this.#until.get(host);
    if (until === undefined) return 0;
    const left = until - this.#now();
    if (left > 0) return left;
    this.#until.delete(host);
    return 0;
  }
}
