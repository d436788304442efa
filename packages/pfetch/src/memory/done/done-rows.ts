import { fieldsOfAnswer, isResultRow, membersOf, passingFields, type Row } from '@fetchutils/plumbing';

import { LastAnswers } from './last-answers.js';

/** Reads an answer of the journal; undefined where somebody has changed it. */
export type ReadAnswer = (reference: number) => { text: string; row: Row } | undefined;

/** The rows that a journal knows to be done, by their text: URL and fields, whatever blanks stand between. */
export class DoneRows {
  readonly #answers = new LastAnswers();
  #read: ReadAnswer = () => undefined;

  /** Takes an answer of the journal, of which a later one has the last word. */
  learn(row: Row, text: string, reference: number): void {
    if (!isResultRow(row)) return;
    this.#answers.say(canonical(text, fieldsOfAnswer(row)), row['ok'] === true ? reference : undefined);
  }

  /** Takes an answer that will not hold: its row is not done. */
  forget(row: Row, text: string): void {
    this.#answers.say(canonical(text, fieldsOfAnswer(row)), undefined);
  }

  /** Ends the learning; from here on answers are read back. */
  seal(read: ReadAnswer): void {
    this.#answers.seal();
    this.#read = read;
  }

  /** What the journal says of a row that is done, as members of an answer; undefined where it knows no such row. */
  recall(text: string): string | undefined {
    if (this.#answers.isEmpty) return undefined;
    const key = canonical(text);
    const reference = this.#answers.find(key);
    const answer = reference === undefined ? undefined : this.#read(reference);
    if (answer === undefined || canonical(answer.text, fieldsOfAnswer(answer.row)) !== key) return undefined;
    return lasting(answer.text, fieldsOfAnswer(answer.row));
  }
}

const passing: ReadonlySet<string> = new Set(passingFields);

/** The members of an answer that hold whatever becomes of the row in this run. */
function lasting(text: string, ofAnswer: ReadonlySet<string>): string {
  const members = membersOf(text).filter(({ name }) => ofAnswer.has(name) && !passing.has(name));
  return members.map(({ start, end }) => text.slice(start, end)).join(',');
}

/** The members of a row as one text, with those that are set aside where they are. */
function canonical(text: string, ofAnswer?: ReadonlySet<string>): string {
  const members = membersOf(text).filter(({ name }) => name === 'input' || ofAnswer?.has(name) !== true);
  return members.map(({ start, end }) => text.slice(start, end)).join(',');
}
