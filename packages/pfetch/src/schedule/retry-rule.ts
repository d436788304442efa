import { monotonicMs } from '@fetchutils/plumbing';
import { backoffMs, type FetchError } from '@fetchutils/plumbing/http';

import type { Job } from '../intake/job.js';
import { busy } from '../sinks/sink-error.js';

export type RetrySettings = { retries: number; retryMaxTimeMs: number };

/** What an attempt meant for its host, as far as the job's next one depends on it. */
export type RetryLesson = {
  isPostponed: boolean;
  /** How long the host is left alone in any case. */
  hostWaitMs: number;
};

/** Times that a host may put off one job before that counts as failing. */
const maxPostponements = 10;

/** How long a job waits for the run that has its file, and how often it looks. */
const maxBusyMs = 60_000;
const busyPauseMs = 500;

/** How long a failed job waits for its next try; undefined where it gets none. Counts the failure in the job. */
export function nextTryInMs(
  job: Job,
  error: FetchError,
  { isPostponed, hostWaitMs }: RetryLesson,
  { retries, retryMaxTimeMs }: RetrySettings,
): number | undefined {
  if (!error.retryable || retries === 0) return undefined;
  let waitMs = 0;
  if (error.code === busy) return monotonicMs() - job.startedAtMs < maxBusyMs ? busyPauseMs : undefined;
  if (isPostponed) {
    // "Come back later" is no failure of the job; the pause belongs to the whole host.
    job.postponements += 1;
    if (job.postponements > Math.max(retries, maxPostponements)) return undefined;
  } else {
    job.failures += 1;
    if (job.failures > retries) return undefined;
    waitMs = backoffMs(job.failures);
  }
  const startsInMs = Math.max(waitMs, hostWaitMs);
  const isTooLate = retryMaxTimeMs > 0 && monotonicMs() + startsInMs - job.startedAtMs > retryMaxTimeMs;
  return isTooLate ? undefined : waitMs;
}
