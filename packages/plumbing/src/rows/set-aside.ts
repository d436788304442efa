import { type DigestName, digestLengths, resultFields } from './fields.js';
import { appendMembers, membersOf } from './row-text.js';
import type { Row } from './row.js';

const ofAnswer: ReadonlySet<string> = new Set(resultFields.map(([name]) => name));

/**
 * The text of a row in which the fields whose names are ours stand in an object `input`, verbatim: so an answer can say its
 * own under these names, and nothing of the user's is lost. A row without such a field costs no more than a look at each name.
 */
export function setAside(text: string, row: Row, isOurs: IsOurs = isReserved): string {
  for (const name in row) if (isOurs(name, row[name])) return moveAside(text, row, isOurs);
  return text;
}

/** Says of a field of a user's whether we need its name. */
export type IsOurs = (name: string, value: unknown) => boolean;

/** True for a field whose name answers use. A digest that is expected stands where it is: in an answer it is what was found. */
export function isReserved(name: string, value?: unknown): boolean {
  return ofAnswer.has(name) && !(name === 'sha256' && isDigest('sha256', value));
}

/** True for the hex digits of a digest. */
export function isDigest(algorithm: DigestName, value: unknown): value is string {
  return typeof value === 'string' && value.length === digestLengths[algorithm] && /^[\da-f]+$/i.test(value);
}

function moveAside(text: string, row: Row, isOurs: IsOurs): string {
  const members = membersOf(text);
  const textOf = (chosen: typeof members): string =>
    chosen.map(({ start, end }) => text.slice(start, end)).join(',');
  const clashes = members.filter(({ name }) => isOurs(name, row[name]));
  const kept = members.filter((member) => !clashes.includes(member));
  return appendMembers(`{${textOf(kept)}}`, `"input":{${textOf(clashes)}}`);
}
