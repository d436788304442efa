import { type InputRow, type Messages, StopRun } from '@fetchutils/plumbing';
import { FetchError } from '@fetchutils/plumbing/http';
import type { PaceOptions, Rest, Scheduler } from '@fetchutils/plumbing/schedule';

import type { AttemptSetting } from '../fetch/attempt-setting.js';
import type { Attempts } from '../fetch/attempts.js';
import { createScheduler } from './create-scheduler.js';
import { InFlight } from './in-flight.js';
import type { EarlyAnswer, Intake } from './intake.js';
import type { Job } from '../row/job.js';
import { belongsToAnother } from '../naming/taken-names.js';
import { beyondQuota, cancelledOutcome, isOk, type Outcome, sharedOutcome } from '../row/outcome.js';
import { Gate } from '../quota/gate.js';
import { lostPlace } from '../quota/lost-place.js';
import type { Quotas } from '../quota/quotas.js';
import type { Contents } from '../memory/contents/contents.js';
import type { TakenBack } from '../memory/learned/learning.js';
import type { Answers } from './answers.js';
import { OpenRows } from './open-rows.js';
import type { Stop } from './stop.js';
import type { Tally } from '../report/tally.js';
import { closedSink, isFatal } from '../sinks/sink-error.js';

export type RunSettings = PaceOptions & {
  lookAhead: number;
  maxTime: number | undefined;
  maxFailures: number | undefined;
  dryRun: boolean;
};

export type RunParts = {
  stderr: Messages;
  stop: Stop;
  options: RunSettings;
  setting: AttemptSetting;
  attempts: Attempts;
  intake: Intake;
  quotas: Quotas | undefined;
  answers: Answers;
  tally: Tally;
  contents: Contents | undefined;
};

/** One run: rows go in, and each is answered once. */
export class Run {
  readonly #parts: RunParts;
  readonly #scheduler: Scheduler<Job, Outcome>;
  readonly #openRows: OpenRows;
  readonly #gate: Gate | undefined;
  readonly #inFlight = new InFlight();
  readonly #timer: NodeJS.Timeout | undefined;
  /** True once the last row has been taken. */
  #isFed = false;

  constructor(parts: RunParts) {
    const { options, stop } = parts;
    this.#parts = parts;
    this.#scheduler = createScheduler({
      ...parts,
      answer: (job, outcome) => this.#answer(job, outcome),
      ask: () => this.#openRows.ask(),
    });
    this.#openRows = new OpenRows({
      most: options.lookAhead,
      jobs: options.jobs,
      appetite: () => this.#scheduler.appetite,
    });
    this.#gate = parts.quotas === undefined ? undefined : this.#createGate(parts.quotas);
    if (stop.halted.aborted) this.#halt();
    else stop.halted.addEventListener('abort', () => this.#halt());
    stop.broken.addEventListener('abort', () =>
      parts.attempts.abort(new FetchError('cancelled', 'stopped', 'the run was stopped')),
    );
    if (options.maxTime !== undefined) {
      const limit = new StopRun(`stopped after --max-time ${options.maxTime / 1000} s`);
      this.#timer = setTimeout(() => stop.breakOff(limit), options.maxTime);
    }
    // A journal may have filled every class.
    this.#gate?.closeIfComplete();
  }

  /** Downloads under way. */
  get active(): number {
    return this.#scheduler.active;
  }

  /** How many rows there will be; undefined while the input has not come to its end. */
  get total(): number | undefined {
    return this.#isFed ? this.#parts.tally.rows + this.#openRows.count : undefined;
  }

  /** Which hosts asked for a rest. */
  findRest(): Rest | undefined {
    return this.#scheduler.findRest();
  }

  /** Takes a row; the promise, where there is one, settles when there is room for another. */
  take(input: InputRow): Promise<void> | undefined {
    const { answers, intake } = this.#parts;
    const taken = intake.take(input);
    if (taken === undefined) return undefined;
    if ('outcome' in taken) this.#answerEarly(taken);
    else {
      this.#openRows.add(taken);
      this.#admit(taken);
    }
    this.#gate?.closeIfComplete();
    this.#releaseSpares();
    return answers.behind ?? this.#openRows.room();
  }

  /** Settles when every row that was taken has its answer. */
  async finish(): Promise<void> {
    this.#isFed = true;
    this.#releaseSpares();
    await this.#openRows.end();
    // What it still has is pieces of bodies that others have completed.
    this.#scheduler.stop();
    clearTimeout(this.#timer);
  }

  /** Takes an answer back, whose file is gone. */
  takeBack(taken: TakenBack): void {
    const { answers, quotas } = this.#parts;
    const { path } = taken.answer;
    const woken = typeof path === 'string' ? quotas?.takeBack(taken.row, path) : undefined;
    answers.takeBack(taken);
    this.#checkLimits();
    this.#gate?.wake(woken ?? []);
  }

  /** Starts nothing more; what is under way may end. */
  #halt(): void {
    this.#scheduler.stop();
    for (const job of this.#parts.quotas?.drain() ?? []) this.#close(job, cancelledOutcome());
  }

  get #isHalted(): boolean {
    return this.#parts.stop.halted.aborted;
  }

  #createGate(quotas: Quotas): Gate {
    const { attempts, setting, stderr, stop } = this.#parts;
    return new Gate({
      quotas,
      stderr,
      pathOf: ({ name }) => setting.pathOf(name.key),
      go: (job) => this.#go(job),
      refuse: (job) => this.#close(job, this.#isHalted ? cancelledOutcome() : beyondQuota),
      endOverbooked: () => attempts.abort(lostPlace, (job) => quotas.hasLostPlace(job)),
      // The producer is told by the end of its pipe.
      complete: () => stop.close(),
    });
  }

  /** Sends a job on its way, unless its class is full or another job of its name is under way. */
  #admit(job: Job): void {
    if (this.#isHalted || this.#gate === undefined) this.#go(job);
    else this.#gate.admit(job);
  }

  #go(job: Job): void {
    if (this.#isHalted) this.#close(job, cancelledOutcome());
    else if (this.#parts.options.dryRun) this.#answerDry(job);
    else this.#enter(job);
  }

  #enter(job: Job): void {
    const entry = this.#inFlight.enter(job);
    if (entry === 'goes') this.#scheduler.add(job);
    else if (entry === 'taken') this.#settle(job, nameTaken(job), '');
  }

  /** The final word on a job that had its place: for those who waited for it too. */
  #answer(job: Job, found: Outcome): void {
    const hasLostPlace = found.error?.code === lostPlace.code;
    const outcome = hasLostPlace ? beyondQuota : found;
    this.#settle(job, outcome, hasLostPlace ? '' : job.url.host);
    for (const follower of this.#inFlight.leave(job)) {
      if (hasLostPlace) this.#gate?.admitAgain(follower);
      else this.#settle(follower, sharedOutcome(outcome), '');
    }
    if (outcome.error !== undefined && isFatal(outcome.error)) {
      const { code, message } = outcome.error;
      const path = this.#parts.setting.pathOf(job.name.key);
      this.#parts.stop.breakOff(new StopRun(code === closedSink ? message : `${path}: ${message}`));
    }
  }

  #answerDry(job: Job): void {
    const path = this.#parts.setting.pathOf(job.name.key);
    this.#settle(job, { outcome: 'skipped', reason: 'dry-run', path }, '');
  }

  #answerEarly(early: EarlyAnswer): void {
    const { row, outcome: found } = early;
    const { contents, quotas } = this.#parts;
    const outcome = contents === undefined ? found : contents.sight(row, found);
    // What the journal knows was counted when it was read.
    const woken = outcome.reason === 'exists' ? quotas?.countFile(row, outcome.path ?? '') : undefined;
    this.#parts.answers.give({ ...early, attempts: 0, startedAtMs: 0, triedMs: 0 }, outcome);
    this.#checkLimits();
    this.#gate?.wake(woken ?? []);
  }

  /** Answers a job and ends its reservations; who waited for its place goes on. */
  #settle(job: Job, outcome: Outcome, host: string): void {
    const woken = this.#parts.quotas?.settle(job, isOk(outcome) ? outcome.path : undefined);
    this.#close(job, outcome, host);
    this.#gate?.wake(woken ?? []);
  }

  #close(job: Job, outcome: Outcome, host = ''): void {
    this.#openRows.delete(job);
    this.#parts.answers.give(job, outcome, host);
    this.#checkLimits();
    this.#releaseSpares();
  }

  /** Spare rows are kept as far as there is room for them, and none once they are all that is left. */
  #releaseSpares(): void {
    this.#gate?.releaseSpares(this.#isFed ? this.#openRows.count : this.#openRows.spares);
  }

  #checkLimits(): void {
    const { options, tally } = this.#parts;
    if (options.maxFailures === undefined || tally.failed < options.maxFailures || this.#isHalted) return;
    this.#parts.stop.breakOff(
      new StopRun(`stopped after ${tally.failed} failure${tally.failed === 1 ? '' : 's'} (--max-failures)`),
    );
  }
}

function nameTaken({ line, name }: Job): Outcome {
  const message = `line ${line}: ${belongsToAnother(name.key)}`;
  return { outcome: 'failed', error: new FetchError('input', 'name-taken', message) };
}
