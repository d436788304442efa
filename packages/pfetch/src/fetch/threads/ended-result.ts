import type { FetchError } from '@fetchutils/plumbing/http';

import type { AttemptResult } from '../attempt-result.js';
import { failedOutcome } from '../outcomes.js';

/** The result of an attempt that was ended before it told anything of its host. */
export function endedResult(error: FetchError): AttemptResult {
  return {
    outcome: failedOutcome(error),
    hasAnswer: false,
    retryAfterMs: undefined,
    startedAtMs: Date.now(),
  };
}
