import type { FetchError } from '../http/fetch-error.js';

/** What came of a task, as far as it matters to its host. */
export type TaskOutcome = {
  status?: number;
  error?: FetchError;
  /** True where no other try is wanted, whatever the error. */
  isFinal?: boolean;
};

/** What came of one attempt at a task, and what it tells of the host. */
export type TaskResult<Outcome extends TaskOutcome> = {
  outcome: Outcome;
  /** True once a server has answered with HTTP, whatever it said. */
  hasAnswer: boolean;
  /** How long the host asked to be left alone. */
  retryAfterMs: number | undefined;
  /** True where the attempt was not made, because something here and not the host is to be waited for. */
  isHeldUp: boolean;
  startedAtMs: number;
};
