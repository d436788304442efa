import { dropMembers, type Row } from '@fetchutils/plumbing';

/** The fields that pfetch answers with; a result row that is fed back loses them. */
export const resultFields = [
  'ok',
  'outcome',
  'reason',
  'status',
  'path',
  'bytes',
  'sha256',
  'type',
  'width',
  'height',
  'verified',
  'final_url',
  'duplicate_of',
  'attempts',
  'elapsed_ms',
  'error',
  'retracts',
  'removed',
] as const;

const ofResult: ReadonlySet<string> = new Set(resultFields);

// The sha256 of a row that failed is what the user expects, not what we found.
const ofFailure: ReadonlySet<string> = new Set(resultFields.filter((field) => field !== 'sha256'));

const none: ReadonlySet<string> = new Set();

/** The fields that an answer has added to a row; none where the row is no answer. */
export function fieldsOfAnswer(row: Row): ReadonlySet<string> {
  if (typeof row['outcome'] !== 'string' || typeof row['ok'] !== 'boolean') return none;
  return row['ok'] ? ofResult : ofFailure;
}

/** A row as it went into the run that answered it; a row that is no answer stays as it is. */
export function withoutResult(text: string, row: Row): { text: string; row: Row } {
  const fields = fieldsOfAnswer(row);
  if (fields === none) return { text, row };
  const cut = dropMembers(text, fields);
  return { text: cut, row: JSON.parse(cut) as Row };
}
