import { dropMembers, type Row } from '@fetchutils/plumbing';

import { FingerprintTable } from './fingerprint-table.js';
import { withoutResult } from './reserved-fields.js';

/** The rows that a journal knows to be done, by their text: URL and fields, whatever blanks stand between. */
export class DoneRows {
  readonly #rows = new FingerprintTable();

  /** Takes a row of the journal; a later one has the last word. */
  learn(row: Row, text: string): void {
    const { ok } = row;
    if (typeof ok === 'boolean') this.#rows.set(canonical(withoutResult(text, row).text), ok ? 1 : 0);
  }

  has(text: string): boolean {
    return this.#rows.size > 0 && this.#rows.get(canonical(text)) === 1;
  }
}

const nothing: ReadonlySet<string> = new Set();
// What an answer adds without being dropped when it comes back.
const versions: ReadonlySet<string> = new Set(['etag', 'last_modified']);

function canonical(text: string): string {
  return dropMembers(text, text.includes('etag') || text.includes('last_modified') ? versions : nothing);
}
