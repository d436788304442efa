import type { FetchError } from '@fetchutils/plumbing/http';

import type { Job } from '../intake/job.js';
import type { AttemptResult } from './attempt-result.js';

/** Makes attempts, here or in other threads. */
export type Attempting = {
  /** Starts one; `done` is called once. */
  start(job: Job, done: (result: AttemptResult) => void): void;
  /** Ends all of them, or those of some jobs, of whom `isMeant` is asked one after the other. */
  abort(error: FetchError, isMeant?: (job: Job) => boolean): void;
};
