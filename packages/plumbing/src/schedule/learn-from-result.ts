import { isPostponement } from '../http/attempt/status.js';
import type { FetchError } from '../http/fetch-error.js';
import { monotonicMs } from '../monotonic-ms.js';
import type { PaceSignal } from './host-pace.js';
import type { Host } from './host.js';
import type { TaskOutcome, TaskResult } from './task-result.js';

/** What an attempt meant for its host. */
export type Lesson = {
  /** The host refused to serve it for now, and serves others: the job is not to blame. */
  isPostponed: boolean;
  /** How long it asked this one job to wait. */
  restMs: number;
  /** The host went down with this attempt. */
  hasGoneDown: boolean;
};

/** Applies the result of an attempt to its host: pace, pause, breaker. `active` counts requests while it ran. */
export function learnFromResult<Job>(
  host: Host<Job>,
  result: TaskResult<TaskOutcome>,
  { active, isFirst }: { active: number; isFirst: boolean },
): Lesson {
  const { outcome, hasAnswer, retryAfterMs, startedAtMs } = result;
  const nowMs = monotonicMs();
  const isRefused = isPostponement(outcome.status);
  const hasStalled = outcome.error?.code === 'idle-timeout' && !host.hasDelivered;
  if (hasAnswer && !hasStalled) {
    host.hasDelivered = true;
    host.isSilent = false;
    host.breaker.close();
  }
  const { status } = outcome;
  const restMs = isRefused ? host.refuse(retryAfterMs ?? 0, { status, startedAtMs, nowMs }) : 0;
  if (hasAnswer || (outcome.error !== undefined && host.pace.hasAnswered)) {
    const pauseMs = isRefused ? (retryAfterMs ?? 0) - restMs : 0;
    host.pace.learn(signalOf(result, isFirst), { startedAtMs, nowMs, active, pauseMs });
  }
  if (hasAnswer && !isRefused) host.serve();
  if (outcome.error?.kind === 'timeout' && !host.hasDelivered) host.isSilent = true;
  // A head proves little where every body stalls; two in a row do not happen to a host that is merely slow with one file.
  const weight = hasStalled ? 2 : hasAnswer ? 0 : deathWeight(outcome.error, host.pace.hasAnswered);
  return {
    restMs,
    isPostponed: isRefused && (outcome.status === 429 || retryAfterMs !== undefined || host.pace.isLimited),
    hasGoneDown: weight > 0 && host.breaker.fail(nowMs, weight),
  };
}

function signalOf({ outcome }: TaskResult<TaskOutcome>, isFirst: boolean): PaceSignal {
  if (outcome.error === undefined) return 'served';
  const { kind } = outcome.error;
  if (isPostponement(outcome.status)) return 'refused';
  // Whoever hangs again, asked at another time, hangs by itself: that is no matter of the host's.
  return isFirst && (kind === 'timeout' || kind === 'reset') ? 'lost' : 'neutral';
}

/**
 * How much a failure without an answer says that the host is dead, in refusals: a host that never answered and now lets a
 * whole timeout pass is dead at once, so that it costs one timeout and not three.
 */
function deathWeight(error: FetchError | undefined, hasAnswered: boolean): number {
  if (error === undefined) return 0;
  if (error.kind === 'timeout')
    return hasAnswered && error.code !== 'connect-timeout' ? 0 : hasAnswered ? 1 : 3;
  if (error.kind === 'connect' || error.kind === 'dns' || error.kind === 'tls') return 1;
  return error.kind === 'reset' && !hasAnswered ? 1 : 0;
}
