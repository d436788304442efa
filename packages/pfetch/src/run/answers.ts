import { Interrupted, ReaderGone, type RowWriter } from '@fetchutils/plumbing';

import type { Contents } from '../memory/contents/contents.js';
import type { Journal } from '../memory/journal.js';
import type { TakenBack } from '../memory/learned/learning.js';
import type { Quotas } from '../quota/quotas.js';
import { type Answered, resultText } from '../report/result-row.js';
import type { Tally } from '../report/tally.js';
import { isOk, type Outcome } from '../row/outcome.js';
import type { Stop } from './stop.js';

export type AnswersParts = {
  writer: RowWriter;
  journal: Journal | undefined;
  tally: Tally;
  contents: Contents | undefined;
  quotas: Quotas | undefined;
  stop: Stop;
};

/** Where answers go: standard output, journal, tally, and what is known of contents. */
export class Answers {
  readonly #parts: AnswersParts;
  #behind: Promise<void> | undefined;
  #missing = 0;

  constructor(parts: AnswersParts) {
    this.#parts = parts;
  }

  /** Settles when the reader has caught up; undefined where it keeps up. */
  get behind(): Promise<void> | undefined {
    return this.#behind;
  }

  /** Failed rows that no other row can make up for: a quota takes its files from whichever rows succeed. */
  get missing(): number {
    return this.#missing;
  }

  /** Gives a row its answer; `host` is '' where no request was made. */
  give(answered: Answered, outcome: Outcome, host = ''): void {
    const { contents, journal, quotas, tally } = this.#parts;
    const { attempts, triedMs, row } = answered;
    const mayBeMadeUpFor = outcome.error?.kind !== 'input' && quotas?.covers(row) === true;
    if (!isOk(outcome) && outcome.outcome !== 'cancelled' && !mayBeMadeUpFor) this.#missing += 1;
    const text = resultText(answered, outcome);
    tally.count(outcome, { attempts, elapsedMs: Math.round(triedMs), host, row });
    // What is written here is done in some way; a row that was skipped or cancelled has nothing new to say, unless
    // its bytes were looked at.
    const isNews =
      (outcome.outcome !== 'skipped' && outcome.outcome !== 'cancelled') || outcome.sha256 !== undefined;
    const reference = isNews ? journal?.add(text) : undefined;
    this.#write(text);
    if (reference !== undefined) contents?.note(row, outcome, reference);
  }

  /** Takes an answer back: its file is gone, and the row that says so is in the journal. */
  takeBack({ text, row, answer, isOfThisRun }: TakenBack): void {
    if (isOfThisRun) {
      this.#parts.tally.takeBack(answer, row);
      if (this.#parts.quotas?.covers(row) !== true) this.#missing += 1;
    }
    this.#write(text);
  }

  /** Settles when every answer has been handed to the system. */
  async flush(): Promise<void> {
    await this.#parts.writer.flush();
    this.#parts.journal?.flush();
  }

  /** Output that has failed is told by its next write, in the middle of somebody's download. */
  #write(text: string): void {
    try {
      this.#behind = this.#parts.writer.writeText(text, undefined);
    } catch (error) {
      if (!(error instanceof ReaderGone) && !(error instanceof Interrupted)) this.#parts.stop.breakOff(error);
    }
  }
}
