import { monotonicMs } from '@fetchutils/plumbing';

import { estimateEta } from './estimate-eta.js';
import type { Seen } from './seen.js';

/** How a run goes, for programs: one JSON object; the last one of a run has `ended`. */
export function progressJson(seen: Seen, hasEnded: boolean): string {
  const { tally, total, active, flow, rest, speed } = seen;
  return JSON.stringify({
    done: tally.rows,
    total: total ?? null,
    failed: tally.failed,
    active,
    attempts: tally.attempts,
    bytes: tally.bytes,
    active_bytes: flow.there,
    active_length: flow.measured === active ? flow.length : null,
    files_per_s: Number(speed.files.toFixed(1)),
    bytes_per_s: Math.round(speed.bytes),
    eta_s: estimateEta(seen) ?? null,
    rest: rest && { hosts: rest.hosts, longest: rest.longest, for_ms: Math.round(rest.forMs) },
    elapsed_ms: Math.round(monotonicMs() - tally.startedAtMs),
    ...(hasEnded ? { ended: true } : {}),
  });
}
