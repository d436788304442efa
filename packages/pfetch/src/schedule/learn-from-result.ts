import { monotonicMs } from '@fetchutils/plumbing';
import { backoffMs, type FetchError } from '@fetchutils/plumbing/http';

import type { AttemptResult } from '../fetch/attempt-result.js';
import { isPostponement } from '../fetch/judge-head.js';
import type { PaceSignal } from './host-pace.js';
import type { Host } from './host.js';

/** What an attempt meant for its host. */
export type Lesson = {
  /** The host asked to come back later; its queue waits, and the job is not to blame. */
  isPostponed: boolean;
  /** The host went down with this attempt. */
  hasGoneDown: boolean;
};

/** Applies the result of an attempt to its host: pace, pause, breaker. `active` counts requests while it ran. */
export function learnFromResult(host: Host, result: AttemptResult, active: number): Lesson {
  const { outcome, hasAnswer, retryAfterMs, startedAtMs } = result;
  const now = monotonicMs();
  const isPostponed =
    isPostponement(outcome.status) && (outcome.status === 429 || retryAfterMs !== undefined);
  const hasStalled = outcome.error?.code === 'idle-timeout' && !host.hasDelivered;
  if (hasAnswer) {
    if (!hasStalled) {
      host.hasDelivered = true;
      host.isSilent = false;
      host.breaker.close();
    }
    host.pace.learn(signalOf(result), startedAtMs, active);
  } else if (outcome.error !== undefined && host.pace.hasAnswered)
    host.pace.learn(signalOf(result), startedAtMs, active);
  if (isPostponed) {
    // Answers to requests from before the last refusal tell the same story again.
    const isNews = startedAtMs >= host.refusedAtMs;
    if (isNews) {
      host.postponements += 1;
      host.refusedAtMs = now;
      host.spacing.refuse(now);
    }
    const pauseMs = retryAfterMs ?? (isNews ? pauseAfterRefusal(host) : 0);
    host.notBeforeMs = Math.max(host.notBeforeMs, now + pauseMs);
    if (retryAfterMs !== undefined) host.restsUntilMs = host.notBeforeMs;
  } else if (hasAnswer) {
    host.postponements = 0;
    if (outcome.error === undefined) host.spacing.succeed(now);
  }
  if (outcome.error?.kind === 'timeout' && !host.hasDelivered) host.isSilent = true;
  // A head proves little where every body stalls; two in a row do not happen to a host that is merely slow with one file.
  const weight = hasStalled ? 2 : hasAnswer ? 0 : deathWeight(outcome.error, host.pace.hasAnswered);
  return { isPostponed, hasGoneDown: weight > 0 && host.breaker.fail(now, weight) };
}

/**
 * A host whose spacing is being learned is asked again soon, at most four times, each time later: whoever allows 20 requests a
 * second and no two at once has served 20 files in a second and a half. Backing off from the third on took up to ten.
 */
function pauseAfterRefusal({ spacing, postponements }: Host): number {
  return postponements <= 4
    ? Math.max(spacing.ms, 20 * 2 ** (postponements - 1))
    : 250 + backoffMs(postponements - 2);
}

function signalOf({ outcome }: AttemptResult): PaceSignal {
  if (outcome.error === undefined) return 'well';
  const { kind } = outcome.error;
  return isPostponement(outcome.status) || kind === 'timeout' || kind === 'reset' ? 'overloaded' : 'neutral';
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
