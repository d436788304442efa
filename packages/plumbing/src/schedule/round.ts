const fewest = 8;

/** Some answers to requests that were started at one pace: as many as run at a time, and eight at least. */
export class Round {
  /** Requests at a time. */
  pace: number;
  /** Requests from before tell of another pace. */
  readonly sinceMs: number;
  /** Refusals of requests from before are of another pace too, which was tried meanwhile. */
  #resumedMs = -Infinity;
  readonly #least: number;
  #startMs: number;
  #startLastMs: number;
  #servedLast = 0;
  #asked = 0;
  #served = 0;
  /** What came of the rounds before it at the same pace; older ones count less. */
  #askedBefore = 0;
  #servedBefore = 0;

  constructor(pace: number, nowMs: number, least = fewest) {
    this.pace = pace;
    this.#least = least;
    this.sinceMs = this.#startMs = this.#startLastMs = nowMs;
  }

  get isOver(): boolean {
    return this.#asked >= this.#size;
  }

  /** The share of its requests that were served; all of them where there were none. */
  get share(): number {
    const asked = this.#asked + this.#askedBefore;
    return asked === 0 ? 1 : (this.#served + this.#servedBefore) / asked;
  }

  /** True where more than such a share has been served for a good while. */
  isProven(share: number): boolean {
    return this.#asked + this.#askedBefore > 32 && this.share > share;
  }

  /** True where no more than so small a share can be served by the end of the round. */
  isBound(share: number): boolean {
    return this.#served + Math.max(0, this.#size - this.#asked) <= share * Math.max(this.#size, this.#asked);
  }

  /** True where what came of a request that started then tells of this pace. */
  isOf(startedAtMs: number, isServed: boolean): boolean {
    return startedAtMs >= this.sinceMs && (isServed || startedAtMs > this.#resumedMs);
  }

  count(isServed: boolean): void {
    this.#asked += 1;
    if (isServed) this.#served += 1;
  }

  /** How many requests a host was serving at a time, on an average, where each takes so long: in this round and the last. */
  servedAtATime(servedInMs: number, nowMs: number): number {
    return ((this.#served + this.#servedLast) * servedInMs) / Math.max(1, nowMs - this.#startLastMs);
  }

  /** Begins another round at the same pace. */
  repeat(nowMs: number): void {
    this.#askedBefore = this.#askedBefore * 0.8 + this.#asked;
    this.#servedBefore = this.#servedBefore * 0.8 + this.#served;
    this.#servedLast = this.#served;
    this.#startLastMs = this.#startMs;
    this.#asked = this.#served = 0;
    this.#startMs = nowMs;
  }

  /** Begins another round after a trial of another pace. */
  resume(nowMs: number): void {
    this.repeat(nowMs);
    this.#resumedMs = nowMs;
  }

  get #size(): number {
    return Math.max(this.#least, Math.ceil(this.pace));
  }
}
