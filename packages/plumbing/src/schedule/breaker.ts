const weightToOpen = 3;
const firstProbeMs = 1_000;
const longestProbeMs = 300_000;

/**
 * Tells a dead host from an unlucky request: after a few connect or DNS failures in a row nothing more is sent to it, but
 * for one probe now and then.
 */
export class Breaker {
  #weight = 0;
  #probeAtMs = 0;
  #waitMs = firstProbeMs;
  #isProbing = false;
  #hasProbe = false;

  get isOpen(): boolean {
    return this.#weight >= weightToOpen;
  }

  /** When the next probe may go; meaningful while open. */
  get probeAtMs(): number {
    return this.#probeAtMs;
  }

  /** True where a request may go out now; while open that is one probe at a time. */
  admits(nowMs: number): boolean {
    if (!this.isOpen) return true;
    if (this.#isProbing || nowMs < this.#probeAtMs) return false;
    this.#isProbing = true;
    return true;
  }

  /** Makes the caller's job the one that will probe; false where there is one already. */
  takeProbe(): boolean {
    if (this.#hasProbe || this.#isProbing) return false;
    this.#hasProbe = true;
    return true;
  }

  /** The host has answered: it lives. */
  close(): void {
    this.#weight = 0;
    this.#waitMs = firstProbeMs;
    this.#isProbing = this.#hasProbe = false;
  }

  /** A failure that speaks for a dead host, 1 for a refusal; true where this one opened the breaker. */
  fail(nowMs: number, weight: number): boolean {
    const wasOpen = this.isOpen;
    this.#weight += weight;
    if (!this.isOpen) return false;
    if (!wasOpen || this.#isProbing) {
      this.#probeAtMs = nowMs + this.#waitMs;
      this.#waitMs = Math.min(longestProbeMs, this.#waitMs * 2);
    }
    // hasProbe stays: a host that failed its probe too gets no second one from the jobs at hand.
    this.#isProbing = false;
    return !wasOpen;
  }
}
