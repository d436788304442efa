import type { FetchError } from '@fetchutils/plumbing/http';

/** The answer to one row. */
export type Outcome = {
  outcome: 'fetched' | 'unchanged' | 'skipped' | 'rejected' | 'failed' | 'cancelled';
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
  finalUrl?: string;
  error?: FetchError;
};

/** True where nothing that was asked for is missing. */
export function isOk({ outcome }: Outcome): boolean {
  return outcome === 'fetched' || outcome === 'unchanged' || outcome === 'skipped';
}
