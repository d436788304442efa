import type { RowWriter } from '@fetchutils/plumbing';

import type { Journal } from '../intake/journal.js';
import type { Outcome } from '../intake/outcome.js';
import { type Answered, resultText } from './result-row.js';
import type { Tally } from './tally.js';

/** Where answers go: standard output, journal, tally. */
export class Answers {
  readonly #writer: RowWriter;
  readonly #journal: Journal | undefined;
  readonly #tally: Tally;
  #behind: Promise<void> | undefined;

  constructor(writer: RowWriter, journal: Journal | undefined, tally: Tally) {
    this.#writer = writer;
    this.#journal = journal;
    this.#tally = tally;
  }

  /** Settles when the reader has caught up; undefined where it keeps up. */
  get behind(): Promise<void> | undefined {
    return this.#behind;
  }

  /** Gives a row its answer; `host` is '' where no request was made. */
  give(answered: Answered, outcome: Outcome, host = ''): void {
    const text = resultText(answered, outcome);
    const elapsedMs = answered.startedAtMs === 0 ? 0 : Date.now() - answered.startedAtMs;
    this.#tally.count(outcome, answered.attempts, host, elapsedMs);
    // What is written here is done in some way; a row that was skipped or cancelled has nothing new to say.
    if (outcome.outcome !== 'skipped' && outcome.outcome !== 'cancelled') this.#journal?.add(text);
    this.#behind = this.#writer.writeText(text, undefined);
  }

  /** Settles when every answer has been handed to the system. */
  async flush(): Promise<void> {
    await this.#writer.flush();
    this.#journal?.flush();
  }
}
