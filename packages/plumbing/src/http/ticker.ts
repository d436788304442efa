import { Roster } from '../roster.js';
import { monotonicMs } from '../monotonic-ms.js';

/** Something with deadlines of its own, asked a few times a second whether one has passed. */
export type Ticking = { tick(nowMs: number): void };

/** One timer for the deadlines of thousands of requests: arming a timer for each costs 2 us a request. */
export type Ticker = {
  add(member: Ticking): void;
  remove(member: Ticking): void;
};

/** A ticker that runs only while it has members; deadlines are kept to within `intervalMs`. */
export function createTicker(intervalMs = 50): Ticker {
  const members = new Roster<Ticking>();
  let timer: NodeJS.Timeout | undefined;

  function tick(): void {
    if (members.size === 0) {
      clearInterval(timer);
      timer = undefined;
      return;
    }
    const now = monotonicMs();
    for (const member of members) member.tick(now);
  }

  return {
    add(member) {
      members.add(member);
      timer ??= setInterval(tick, intervalMs);
    },
    remove: (member) => members.delete(member),
  };
}
