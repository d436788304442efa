import { withExactIntegers } from './exact-integers.js';
import { outcomes, resultFields } from './fields.js';
import { appendMembers, dropMembers, memberText } from './row-text.js';
import type { Row } from './row.js';

const ofResult: ReadonlySet<string> = new Set(resultFields.map(([name]) => name));
const butDigest: ReadonlySet<string> = new Set([...ofResult].filter((name) => name !== 'sha256'));
const none: ReadonlySet<string> = new Set();
const outcomeNames: ReadonlySet<unknown> = new Set(outcomes);

/** True for a row that is an answer, and not one whose columns happen to have such names. */
export function isResultRow(row: Row): boolean {
  return (
    typeof row['ok'] === 'boolean' && typeof row['attempts'] === 'number' && outcomeNames.has(row['outcome'])
  );
}

/** The fields that an answer has beside those of its row; none where the row is no answer. */
export function fieldsOfAnswer(row: Row): ReadonlySet<string> {
  if (!isResultRow(row)) return none;
  return hasExpectedDigest(row) ? butDigest : ofResult;
}

/** A row as it went into the run that answered it, with what was set aside back in its place; a row that is no answer stays. */
export function withoutResult(text: string, row: Row): { text: string; row: Row } {
  const fields = fieldsOfAnswer(row);
  if (fields === none) return { text, row };
  const kept = dropMembers(text, fields);
  const input = isObject(row['input']) ? (memberText(text, 'input') ?? '{}') : '{}';
  return {
    text: appendMembers(kept, input.slice(1, -1).trim()),
    row: rowWithout(row, fields, input),
  };
}

function rowWithout(row: Row, fields: ReadonlySet<string>, inputText: string): Row {
  const work: Row = {};
  for (const name in row) if (!fields.has(name)) work[name] = row[name];
  return Object.assign(work, isObject(row['input']) ? withExactIntegers(row['input'], inputText) : {});
}

/**
 * True where the sha256 of an answer is the one that its row expects: of a row that is not ok always, for what is not kept
 * has its digest in `error`; else where it was compared, or, in a row whose file was not looked at, could not be.
 */
function hasExpectedDigest({ ok, verified }: Row): boolean {
  if (ok !== true) return true;
  return Array.isArray(verified) && (verified.length === 0 || verified.includes('sha256'));
}

function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
