import { Heap } from '../../../packages/plumbing/src/schedule/heap.js';

type Timer = { atMs: number; nth: number; act: () => void; isOff: boolean };

/** A clock that stands still but for `advance`, which goes on to the next timer: a hundred times as fast as that of vitest. */
export class SimulatedClock {
  nowMs = 1000;
  readonly #timers = new Heap<Timer>(
    (one, other) => one.atMs < other.atMs || (one.atMs === other.atMs && one.nth < other.nth),
  );
  #count = 0;

  set(act: () => void, ms: number): Timer {
    const timer = { atMs: this.nowMs + Math.max(1, ms), nth: (this.#count += 1), act, isOff: false };
    this.#timers.push(timer);
    return timer;
  }

  advance(): void {
    const timer = this.#timers.shift();
    if (timer === undefined) throw new Error('nothing more will happen');
    this.nowMs = timer.atMs;
    if (!timer.isOff) timer.act();
  }
}

/** From 0 to 1, the same for the same number. */
export function chance(seed: number): number {
  let hash = Math.imul(seed + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
