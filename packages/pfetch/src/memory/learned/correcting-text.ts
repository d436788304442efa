import { appendMembers, dropMembers, momentText, type Row } from '@fetchutils/plumbing';

/**
 * The row that takes back an earlier one: the same row with its failure, `retracts` (the URL whose earlier row no longer
 * holds) and `removed` (the file that is gone, where there was one). The last row of a URL is what counts.
 */
export function correctingText(text: string, row: Row, message: string, removed: string | undefined): string {
  // The hash moves into the error: as a field of a failed row it would be what the user expects of the next try.
  const { url, sha256 } = row;
  const correction = {
    ok: false,
    outcome: 'rejected',
    error: { kind: 'placeholder', code: 'learned', message, retryable: false, sha256 },
    retracts: url,
    removed,
    at: momentText(),
  };
  return appendMembers(dropMembers(text, replaced), JSON.stringify(correction).slice(1, -1));
}

const replaced: ReadonlySet<string> = new Set([
  'ok',
  'outcome',
  'reason',
  'path',
  'sha256',
  'duplicate_of',
  'error',
  'at',
]);
