import type { TaskResult } from '@fetchutils/plumbing/schedule';

import type { Outcome } from './outcome.js';

/** What came of one attempt, and what it tells of the host. */
export type AttemptResult = TaskResult<Outcome>;
