import { type RowWriter } from '@fetchutils/plumbing';

import type { Journal } from '../memory/journal.js';
import type { Outcome } from '../row/outcome.js';
import { type Answered, resultText } from '../report/result-row.js';
import type { Tally } from '../report/tally.js';

export type AnswersParts = {
  writer: RowWriter;
  journal: Journal | undefined;
  tally: Tally;
};

/** Where answers go: standard output, journal, tally. */
export class Answers {
  readonly #writer: RowWriter;
  readonly #journal: Journal | undefined;
  readonly #tally: Tally;
  #behind: Promise<void> | undefined;

  constructor({ writer, journal, tally }: AnswersParts) {
    this.#writer = writer;
    this.#journal = journal;
    this.#tally = tally;
  }

  /** Settles when the reader has caught up; undefined where it keeps up. */
  get behind(): Promise<void> | undefined {
    return this.#behind;
  }

  /** Gives a row its answer; `host` is '' where no request was made. Tells the place in the journal where it stands. */
  give(answered: Answered, outcome: Outcome, host = ''): number | undefined {
    const text = resultText(answered, outcome);
    const { attempts, triedMs, row } = answered;
    this.#tally.count(outcome, { attempts, elapsedMs: Math.round(triedMs), host, row });
    // What is written here is done in some way; a row that was skipped or cancelled has nothing new to say, unless
    // its bytes were looked at.
    const isNews =
      (outcome.outcome !== 'skipped' && outcome.outcome !== 'cancelled') || outcome.sha256 !== undefined;
    const reference = isNews ? this.#journal?.add(text) : undefined;
    this.#behind = this.#writer.writeText(text, undefined);
    return reference;
  }

  /** Corrects an answer by a row that is in the journal already. */
  correct(text: string): void {
    this.#behind = this.#writer.writeText(text, undefined);
  }

  /** Settles when every answer has been handed to the system. */
  async flush(): Promise<void> {
    await this.#writer.flush();
    this.#journal?.flush();
  }
}
