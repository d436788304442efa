import { monotonicMs } from '../monotonic-ms.js';

import type { Host } from './host.js';

/** The hosts that asked for a rest while jobs wait for them: how many, and the one that rests longest. */
export type Rest = { hosts: number; longest: string; forMs: number };

/** Looks for hosts that rest, because they asked for it, while jobs wait for them. */
export function findRest<Job>(hosts: Iterable<Host<Job>>): Rest | undefined {
  const nowMs = monotonicMs();
  let rest: Rest | undefined;
  for (const { name, waiting, restsUntilMs } of hosts) {
    const forMs = restsUntilMs - nowMs;
    if (waiting.length === 0 || forMs <= 0) continue;
    rest ??= { hosts: 0, longest: name, forMs };
    rest.hosts += 1;
    if (forMs > rest.forMs) [rest.longest, rest.forMs] = [name, forMs];
  }
  return rest;
}
