import { membersOf, type Row } from '@fetchutils/plumbing';

import { FingerprintTable } from './fingerprint-table.js';
import { withoutResult } from './reserved-fields.js';

/** The rows that a journal knows to be done, by their text: URL and fields, whatever blanks stand between. */
export class DoneRows {
  readonly #rows = new FingerprintTable();

  /** Takes a row of the journal, of which a later one has the last word. */
  learn(row: Row, text: string): void {
    const { ok } = row;
    if (typeof ok === 'boolean') this.#rows.set(canonical(withoutResult(text, row).text), ok ? 1 : 0);
  }

  has(text: string): boolean {
    return this.#rows.size > 0 && this.#rows.get(canonical(text)) === 1;
  }
}

// What an answer adds and does not lose when it comes back.
const versions: ReadonlySet<string> = new Set(['etag', 'last_modified']);

function canonical(text: string): string {
  const members = membersOf(text).filter(({ name }) => !versions.has(name));
  return members.map(({ start, end }) => text.slice(start, end)).join(',');
}
