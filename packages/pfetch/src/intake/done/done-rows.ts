import { fieldsOfAnswer, isResultRow, membersOf, type Row, versionFields } from '@fetchutils/plumbing';

import { LastWords } from './last-words.js';

/** The rows that a journal knows to be done, by their text: URL and fields, whatever blanks stand between. */
export class DoneRows {
  readonly #words = new LastWords();

  /** Takes a row of the journal, of which a later one has the last word. */
  learn(row: Row, text: string): void {
    if (isResultRow(row)) this.#words.say(canonical(text, fieldsOfAnswer(row)), row['ok'] === true);
  }

  /** Ends the learning. */
  seal(): void {
    this.#words.seal();
  }

  has(text: string): boolean {
    return !this.#words.isEmpty && this.#words.isYes(canonical(text));
  }
}

// What an answer adds and does not lose when it comes back.
const versions: ReadonlySet<string> = new Set(versionFields);

/** The members of a row as one text. */
function canonical(text: string, without?: ReadonlySet<string>): string {
  const members = membersOf(text).filter(({ name }) => !versions.has(name) && without?.has(name) !== true);
  return members.map(({ start, end }) => text.slice(start, end)).join(',');
}
