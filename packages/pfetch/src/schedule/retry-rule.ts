import { monotonicMs } from '@fetchutils/plumbing';
import { backoffMs, isPostponement } from '@fetchutils/plumbing/http';

import type { Job } from '../row/job.js';
import type { Outcome } from '../row/outcome.js';
import { busy } from '../sinks/sink-error.js';
import type { Host } from './host.js';

export type RetrySettings = { retries: number; retryMaxTimeMs: number };

/** Times that a host may put off one job before that counts as failing. */
const maxPostponements = 10;

/** How long a job waits for the run that has its file, and how often it looks. */
const maxBusyMs = 60_000;
const busyPauseMs = 500;

/** How long a failed job waits for its next try; undefined where it gets none. Counts the failure in the job. */
export function nextTryInMs(
  job: Job,
  { error, status }: Outcome,
  { host, isPostponed }: { host: Host; isPostponed: boolean },
  { retries, retryMaxTimeMs }: RetrySettings,
): number | undefined {
  if (error?.retryable !== true || retries === 0) return undefined;
  let waitMs = 0;
  if (error.code === busy) return monotonicMs() - job.startedAtMs < maxBusyMs ? busyPauseMs : undefined;
  if (isPostponed) {
    // "Come back later" is no failure of the job; the pause belongs to the whole host.
    job.postponements += 1;
    if (job.postponements > Math.max(retries, maxPostponements)) return undefined;
  } else {
    job.failures += 1;
    if (job.failures > retries) return undefined;
    // A host that serves others has refused this one by chance.
    const isChance = isPostponement(status) && host.refusals <= 3;
    waitMs = isChance ? Math.round(Math.random() * 50 * job.failures) : backoffMs(job.failures);
  }
  const nowMs = monotonicMs();
  const nextMs = Math.max(nowMs + waitMs, host.notBeforeMs);
  const isTooLate = retryMaxTimeMs > 0 && nextMs - job.startedAtMs > retryMaxTimeMs;
  return isTooLate ? undefined : waitMs;
}
