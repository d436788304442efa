import { monotonicMs } from '@fetchutils/plumbing';
import { FetchError } from '@fetchutils/plumbing/http';

import type { AttemptResult } from '../row/attempt-result.js';
import type { Job } from '../row/job.js';

/** Ends an attempt whose class is full; not retryable and of a kind that leaves no .part, because nobody will want the rest. */
export const lostPlace = new FetchError('policy', 'quota-full', 'files that were here fill its class');

/** What an attempt that must not be made any more comes to: as if it had not been started. */
export function withdraw(job: Job): AttemptResult {
  job.attempts -= 1;
  const outcome = { outcome: 'rejected', error: lostPlace } as const;
  return {
    outcome,
    hasAnswer: false,
    retryAfterMs: undefined,
    isHeldUp: false,
    startedAtMs: monotonicMs(),
  };
}
