import { fieldsOfAnswer, isResultRow, membersOf, type Row } from '@fetchutils/plumbing';

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

/** The members of a row as one text, with those that are set aside where they are. */
function canonical(text: string, ofAnswer?: ReadonlySet<string>): string {
  const members = membersOf(text).filter(({ name }) => name === 'input' || ofAnswer?.has(name) !== true);
  return members.map(({ start, end }) => text.slice(start, end)).join(',');
}
