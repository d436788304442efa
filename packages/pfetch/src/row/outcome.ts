import type { OutcomeName } from '@fetchutils/plumbing';
import type { FetchError } from '@fetchutils/plumbing/http';
import { interruptedError } from '@fetchutils/plumbing/schedule';

/** The answer to one row. */
export type Outcome = {
  outcome: OutcomeName;
  /** Why a row was skipped: exists, journal, duplicate, quota, dry-run. */
  reason?: string;
  status?: number;
  path?: string;
  bytes?: number;
  sha256?: string;
  type?: string;
  etag?: string;
  lastModified?: string;
  width?: number;
  height?: number;
  /** The digests that the row named and that were found. */
  verified?: readonly string[];
  /** The file that has the same bytes. */
  duplicateOf?: string;
  finalUrl?: string;
  error?: FetchError;
  /** The hash of what was rejected for it: as `sha256` it would be what the next try has to match. */
  rejectedSha256?: string;
  /** What the journal says of a row that it knows, as members of its answer. */
  recalled?: string;
};

/** True where nothing that was asked for is missing. */
export function isOk({ outcome }: Outcome): boolean {
  return outcome === 'fetched' || outcome === 'unchanged' || outcome === 'skipped';
}

/** The answer to a row whose turn did not come. */
export function cancelledOutcome(): Outcome {
  return { outcome: 'cancelled', error: interruptedError() };
}

/** The answer to a row whose class has all that it wants. */
export const beyondQuota: Outcome = { outcome: 'skipped', reason: 'quota' };

/** What the answer to one row is for another that asked for the same file at the same time. */
export function sharedOutcome(outcome: Outcome): Outcome {
  if (!isOk(outcome)) return outcome;
  return {
    outcome: 'skipped',
    reason: 'duplicate',
    ...(outcome.path === undefined ? {} : { path: outcome.path }),
  };
}
