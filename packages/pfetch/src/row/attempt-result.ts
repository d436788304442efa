import type { Outcome } from './outcome.js';

/** What came of one attempt, and what it tells of the host. */
export type AttemptResult = {
  outcome: Outcome;
  /** True once a server has answered with HTTP, whatever it said. */
  hasAnswer: boolean;
  /** How long the host asked to be left alone. */
  retryAfterMs: number | undefined;
  startedAtMs: number;
};
