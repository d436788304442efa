import type { Row } from '@fetchutils/plumbing';

/**
 * The row that takes back an earlier one: the same row with its failure, `retracts` (the URL whose earlier row no longer
 * holds) and `removed` (the file that is gone). The last row of a URL is what counts.
 */
export function correctingRow(kept: Row, message: string): Row {
  // The hash moves into the error: as a field of a failed row it would be what the user expects of the next try.
  const { path, sha256, ...rest } = kept;
  return {
    ...rest,
    ok: false,
    outcome: 'rejected',
    error: { kind: 'placeholder', code: 'learned', message, retryable: false, sha256 },
    retracts: kept.url,
    removed: path,
  };
}
