const leastMs = 50;
const mostMs = 60_000;

/**
 * The time between two starts that a host bears. A host that counts requests a second, and not connections, refuses even
 * one at a time where answers are fast; each refusal doubles the spacing, each success takes 3 % off again.
 */
export class HostSpacing {
  #ms = 0;

  get ms(): number {
    return this.#ms;
  }

  /** The host refused while it had `allowed` connections. */
  refuse(allowed: number): void {
    if (allowed <= 1 || this.#ms > 0) this.#ms = Math.min(mostMs, Math.max(leastMs, this.#ms * 2));
  }

  succeed(): void {
    this.#ms = this.#ms < 5 ? 0 : this.#ms * 0.97;
  }
}
