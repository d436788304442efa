import { backoffMs } from '../http/attempt/backoff.js';
import { isPostponement } from '../http/attempt/status.js';
import { monotonicMs } from '../monotonic-ms.js';
import type { Host } from './host.js';
import type { Lesson } from './learn-from-result.js';
import type { Task } from './task.js';
import type { TaskOutcome } from './task-result.js';

export type RetrySettings = { retries: number; retryMaxTimeMs: number };

/** Times that a host may put off one job before that counts as failing. */
const maxPostponements = 10;

/** How long a job waits for what holds it up here, and how often it looks. */
const maxHeldUpMs = 60_000;
const heldUpPauseMs = 500;

/** What is known of a try that failed, and where. */
type Refused<Job> = Pick<Lesson, 'isPostponed' | 'restMs'> & { host: Host<Job>; isHeldUp: boolean };

/** How long a failed job waits for its next try; undefined where it gets none. Counts the failure in the job. */
export function nextTryInMs<Job>(
  job: Task,
  { error, status, isFinal }: TaskOutcome,
  { host, isPostponed, restMs, isHeldUp }: Refused<Job>,
  { retries, retryMaxTimeMs }: RetrySettings,
): number | undefined {
  if (error?.retryable !== true || isFinal === true || retries === 0) return undefined;
  let waitMs = restMs;
  if (isHeldUp) return monotonicMs() - job.startedAtMs < maxHeldUpMs ? heldUpPauseMs : undefined;
  if (isPostponed) {
    // "Come back later" is no failure of the job.
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
