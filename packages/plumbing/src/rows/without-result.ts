import { outcomes, resultFields, versionFields } from './fields.js';
import { dropMembers } from './row-text.js';
import type { Row } from './row.js';

const versions: ReadonlySet<string> = new Set(versionFields);
const ofAnswer: ReadonlySet<string> = new Set(resultFields.map(([name]) => name));
const ofResult: ReadonlySet<string> = new Set([...ofAnswer].filter((name) => !versions.has(name)));
// The sha256 of a row that failed is what the user expects, not what was found.
const ofFailure: ReadonlySet<string> = new Set([...ofResult].filter((name) => name !== 'sha256'));
const none: ReadonlySet<string> = new Set();
const outcomeNames: ReadonlySet<unknown> = new Set(outcomes);

/** True for a row that is an answer, and not one whose columns happen to have such names. */
export function isResultRow(row: Row): boolean {
  return (
    typeof row['ok'] === 'boolean' && typeof row['attempts'] === 'number' && outcomeNames.has(row['outcome'])
  );
}

/** The fields that an answer has added to a row, but for its version; none where the row is no answer. */
export function fieldsOfAnswer(row: Row): ReadonlySet<string> {
  if (!isResultRow(row)) return none;
  return row['ok'] === true ? ofResult : ofFailure;
}

/** A row as it went into the run that answered it; a row that is no answer stays as it is. */
export function withoutResult(text: string, row: Row): { text: string; row: Row } {
  const fields = fieldsOfAnswer(row);
  if (fields === none) return { text, row };
  const cut = dropMembers(text, fields);
  return { text: cut, row: JSON.parse(cut) as Row };
}

/** True for a name that answers use, so that no field of a user's can stand under it in one. */
export function isReserved(name: string): boolean {
  return ofAnswer.has(name);
}
