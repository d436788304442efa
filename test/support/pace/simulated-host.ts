import { chance, type SimulatedClock } from './simulated-clock.js';

/** Requests a second, so many of them at once, or requests at a time. */
export type Limit = { perSecond: number; burst: number } | { atATime: number };

/** How a host behaves: it refuses a share at random, and what goes beyond its limit. */
export type Rule = {
  share: number;
  /** What its refusals say. */
  status: 429 | 503;
  retryAfterMs: number | undefined;
  limit: Limit | undefined;
  /** Another limit that holds from a moment on. */
  later?: { afterMs: number; limit: Limit | undefined };
  latencyMs?: number;
};

export const jobs = 64;
const refusalMs = 2;

/** A host that keeps to its rule, whoever asks. */
export class SimulatedHost {
  refusals = 0;
  /** Refusals that were no chance. */
  excess = 0;
  /** When those were, in milliseconds from the beginning. */
  readonly excessAtMs: number[] = [];
  readonly #clock: SimulatedClock;
  readonly #rule: Rule;
  readonly #startMs: number;
  #tokens: number;
  #filledMs: number;
  #active = 0;

  constructor(clock: SimulatedClock, rule: Rule) {
    this.#clock = clock;
    this.#rule = rule;
    this.#startMs = this.#filledMs = clock.nowMs;
    this.#tokens = rule.limit !== undefined && 'burst' in rule.limit ? rule.limit.burst : 0;
  }

  /** True where the limit would let another request in now. */
  get hasRoom(): boolean {
    const { later } = this.#rule;
    const { nowMs } = this.#clock;
    const limit =
      later !== undefined && nowMs - this.#startMs >= later.afterMs ? later.limit : this.#rule.limit;
    if (limit === undefined) return true;
    if ('atATime' in limit) return this.#active < limit.atATime;
    this.#tokens = Math.min(limit.burst, this.#tokens + ((nowMs - this.#filledMs) / 1000) * limit.perSecond);
    this.#filledMs = nowMs;
    return this.#tokens >= 1;
  }

  /** Takes a request; whether it is served is told when the answer comes. The same tries of the same rows are refused, whoever asks. */
  ask(row: number, nth: number, answer: (isServed: boolean) => void): void {
    const isUnlucky = chance(row * 31 + nth) < this.#rule.share;
    const isServed = !isUnlucky && this.hasRoom;
    if (!isServed) this.refusals += 1;
    if (!isServed && !isUnlucky) {
      this.excess += 1;
      this.excessAtMs.push(this.#clock.nowMs - this.#startMs);
    }
    if (isServed) {
      this.#active += 1;
      this.#tokens -= 1;
    }
    const end = (): void => {
      if (isServed) this.#active -= 1;
      answer(isServed);
    };
    this.#clock.set(end, isServed ? (this.#rule.latencyMs ?? 20) : refusalMs);
  }
}
