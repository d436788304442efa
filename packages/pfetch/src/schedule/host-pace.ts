import { monotonicMs } from '@fetchutils/plumbing';

/** What one answer says of its host: it does well, it is overloaded, or it says nothing of either (a 404). */
export type PaceSignal = 'well' | 'overloaded' | 'neutral';

/** Once a host has answered at all it gets this many connections; before that, one. */
const afterFirstAnswer = 4;

/**
 * How many requests a host may have at a time: it doubles while the host answers well, halves when it does not, and then
 * grows by one a round (slow start and congestion avoidance, as in TCP). Fast errors never speed it up.
 */
export class HostPace {
  readonly #ceiling: number;
  #allowed = 1;
  #threshold = Infinity;
  #hasAnswered = false;
  #halvedAtMs = -Infinity;

  constructor(ceiling: number) {
    this.#ceiling = ceiling;
  }

  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  get allowed(): number {
    return Math.max(1, Math.floor(this.#allowed));
  }

  /** Learns from an answer; `active` is how many requests ran at the time. */
  learn(signal: PaceSignal, startedAtMs: number, active: number): void {
    if (!this.#hasAnswered) {
      this.#hasAnswered = true;
      this.#allowed = Math.min(afterFirstAnswer, this.#ceiling);
    }
    if (signal === 'overloaded') this.#halve(startedAtMs);
    // A host that is not kept busy proves nothing about a higher number.
    else if (signal === 'well' && active >= this.allowed) this.#grow();
  }

  #grow(): void {
    const step = this.#allowed < this.#threshold ? 1 : 1 / this.#allowed;
    this.#allowed = Math.min(this.#ceiling, this.#allowed + step);
  }

  #halve(startedAtMs: number): void {
    // Answers to requests from before the last halving tell the same story again.
    if (startedAtMs < this.#halvedAtMs) return;
    this.#halvedAtMs = monotonicMs();
    this.#allowed = Math.max(1, this.#allowed / 2);
    this.#threshold = this.#allowed;
  }
}
