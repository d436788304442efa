import { Interrupted, type InputRow, type Io, ReaderGone, StopRun } from '@fetchutils/plumbing';
import { FetchError } from '@fetchutils/plumbing/http';

import type { AttemptSetting } from '../fetch/attempt-setting.js';
import type { Attempts } from '../fetch/attempts.js';
import { InFlight } from './in-flight.js';
import type { EarlyAnswer, Intake } from './intake.js';
import type { Job } from '../row/job.js';
import { belongsToAnother } from '../naming/taken-names.js';
import { beyondQuota, cancelledOutcome, isOk, type Outcome, sharedOutcome } from '../row/outcome.js';
import { Gate } from '../quota/gate.js';
import { lostPlace, withdraw } from '../quota/lost-place.js';
import type { Quotas } from '../quota/quotas.js';
import { ReadAhead } from './read-ahead.js';
import type { Contents } from '../memory/contents/contents.js';
import type { TakenBack } from '../memory/learned/learning.js';
import type { Answers } from './answers.js';
import type { Answered } from '../report/result-row.js';
import type { Tally } from '../report/tally.js';
import type { Rest } from '../schedule/find-rest.js';
import { Scheduler } from '../schedule/scheduler.js';
import { closedSink, isFatal } from '../sinks/sink-error.js';

export type RunSettings = {
  jobs: number;
  perHost: number | undefined;
  /** The least time between two starts, in all and for one host. */
  rate: number | undefined;
  perHostRate: number | undefined;
  lookAhead: number;
  maxTime: number | undefined;
  maxFailures: number | undefined;
  dryRun: boolean;
};

export type RunParts = {
  io: Io;
  options: RunSettings;
  setting: AttemptSetting;
  attempts: Attempts;
  intake: Intake;
  quotas: Quotas | undefined;
  answers: Answers;
  tally: Tally;
  contents: Contents | undefined;
};

/** One run: rows go in, each is answered once, and it can be told to stop. */
export class Run {
  readonly #parts: RunParts;
  readonly #scheduler: Scheduler;
  readonly #readAhead: ReadAhead;
  readonly #gate: Gate | undefined;
  readonly #inFlight = new InFlight();
  readonly #stop = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;
  /** Rows taken that have no answer yet. */
  #open = 0;
  /** What their texts come to. */
  #openBytes = 0;
  /** Who waits for room, or for the end. */
  #waiting: { holds: () => boolean; resolve: () => void }[] = [];
  #isHalted = false;
  /** True once the last row has been taken. */
  #isFed = false;
  #missing = 0;
  #failure: Error | undefined;

  constructor(parts: RunParts) {
    const { io, options, setting } = parts;
    this.#parts = parts;
    this.#scheduler = new Scheduler({
      jobs: options.jobs,
      perHost: options.perHost ?? options.jobs,
      intervalMs: options.rate ?? 0,
      perHostIntervalMs: options.perHostRate ?? 0,
      retries: setting.http.retries,
      retryMaxTimeMs: setting.http.retryMaxTimeMs,
      start: (job, done, flows) =>
        parts.quotas?.hasLostPlace(job) === true
          ? done(withdraw(job))
          : parts.attempts.start(job, done, flows),
      answer: (job, outcome) => this.#answer(job, outcome),
      ask: () => this.#readAhead.ask(),
    });
    this.#readAhead = new ReadAhead({
      most: options.lookAhead,
      jobs: options.jobs,
      appetite: () => this.#scheduler.appetite,
      wake: () => this.#wake(),
    });
    this.#gate = parts.quotas === undefined ? undefined : this.#createGate(parts.quotas);
    if (io.signal.aborted) this.#halt();
    else io.signal.addEventListener('abort', () => this.#halt());
    if (options.maxTime !== undefined) {
      const limit = new StopRun(`stopped after --max-time ${options.maxTime / 1000} s`);
      this.#timer = setTimeout(() => this.stopEarly(limit), options.maxTime);
    }
    // A journal may have filled every class.
    this.#gate?.closeIfComplete();
  }

  /** Aborted once no more rows are wanted. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Downloads under way. */
  get active(): number {
    return this.#scheduler.active;
  }

  /** How many rows there will be; undefined while the input has not come to its end. */
  get total(): number | undefined {
    return this.#isFed ? this.#parts.tally.rows + this.#open : undefined;
  }

  /** Which hosts asked for a rest. */
  findRest(): Rest | undefined {
    return this.#scheduler.findRest();
  }

  /** Why the run stopped early; undefined where it did not, or a signal told it to. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Failed rows that no other row can make up for: a quota takes its files from whichever rows succeed. */
  get missing(): number {
    return this.#missing;
  }

  /** True where the input was read to its end, and not closed before. */
  get hasReadAll(): boolean {
    return !this.#stop.signal.aborted;
  }

  /** Takes a row; the promise, where there is one, settles when there is room for another. */
  take(input: InputRow): Promise<void> | undefined {
    const { answers, intake } = this.#parts;
    const taken = intake.take(input);
    if ('outcome' in taken) this.#answerEarly(taken);
    else {
      this.#open += 1;
      this.#openBytes += sizeOf(taken);
      this.#admit(taken);
    }
    this.#gate?.closeIfComplete();
    this.#releaseSpares();
    if (answers.behind !== undefined) return answers.behind;
    if (this.#readAhead.hasRoom(this.#open, this.#openBytes)) return undefined;
    return this.#when(() => this.#readAhead.goesOn(this.#open, this.#openBytes));
  }

  /** Settles when every row that was taken has its answer. */
  async finish(): Promise<void> {
    this.#isFed = true;
    this.#releaseSpares();
    await this.#when(() => this.#open === 0);
    clearTimeout(this.#timer);
  }

  /** Takes an answer back: its file is gone, and the row that says so is in the journal. */
  takeBack({ text, row, answer, isOfThisRun }: TakenBack): void {
    const { answers, quotas, tally } = this.#parts;
    if (isOfThisRun) {
      tally.takeBack(answer, row);
      if (quotas?.covers(row) !== true) this.#missing += 1;
    }
    const { path } = answer;
    const woken = typeof path === 'string' ? quotas?.takeBack(row, path) : undefined;
    this.#write(() => answers.correct(text));
    this.#checkLimits();
    this.#gate?.wake(woken ?? []);
  }

  /** Ends the run before its time: what is under way is broken off, and everything without an answer is cancelled. */
  stopEarly(reason: unknown): void {
    this.#failure ??= reason instanceof Error ? reason : new Error(String(reason));
    this.#halt();
    this.#parts.attempts.abort(new FetchError('cancelled', 'stopped', 'the run was stopped', true));
  }

  /** Takes nothing more and starts nothing more; what is under way may end. */
  #halt(): void {
    if (this.#isHalted) return;
    this.#isHalted = true;
    this.#stop.abort();
    this.#scheduler.stop();
    for (const job of this.#parts.quotas?.drain() ?? []) this.#close(job, cancelledOutcome());
  }

  #createGate(quotas: Quotas): Gate {
    const { attempts, io, setting } = this.#parts;
    return new Gate({
      quotas,
      stderr: io.stderr,
      pathOf: ({ name }) => setting.pathOf(name.key),
      go: (job) => this.#go(job),
      refuse: (job) => this.#close(job, this.#isHalted ? cancelledOutcome() : beyondQuota),
      endOverbooked: () => attempts.abort(lostPlace, (job) => quotas.hasLostPlace(job)),
      // The producer is told by the end of its pipe.
      complete: () => this.#stop.abort(),
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
      this.stopEarly(new StopRun(code === closedSink ? message : `${path}: ${message}`));
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
    this.#give({ ...early, attempts: 0, startedAtMs: 0, triedMs: 0 }, outcome);
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
    this.#open -= 1;
    this.#openBytes -= sizeOf(job);
    this.#give(job, outcome, host);
    this.#checkLimits();
    this.#releaseSpares();
    this.#wake();
  }

  /** Spare rows are kept as far as there is room for them, and none once they are all that is left. */
  #releaseSpares(): void {
    const most = this.#isFed ? this.#open : this.#readAhead.sparesFor(this.#open, this.#openBytes);
    this.#gate?.releaseSpares(most);
  }

  #checkLimits(): void {
    const { options, tally } = this.#parts;
    if (options.maxFailures === undefined || tally.failed < options.maxFailures || this.#isHalted) return;
    this.stopEarly(
      new StopRun(`stopped after ${tally.failed} failure${tally.failed === 1 ? '' : 's'} (--max-failures)`),
    );
  }

  async #when(holds: () => boolean): Promise<void> {
    if (!holds()) await new Promise<void>((resolve) => this.#waiting.push({ holds, resolve }));
  }

  #wake(): void {
    if (this.#waiting.length === 0) return;
    const ready = this.#waiting.filter(({ holds }) => holds());
    if (ready.length === 0) return;
    this.#waiting = this.#waiting.filter((waiter) => !ready.includes(waiter));
    for (const { resolve } of ready) resolve();
  }

  /** Gives an answer, and compares its content with those before it. */
  #give(answered: Answered, outcome: Outcome, host = ''): void {
    const { answers, contents, quotas } = this.#parts;
    const mayBeMadeUpFor = outcome.error?.kind !== 'input' && quotas?.covers(answered.row) === true;
    if (!isOk(outcome) && outcome.outcome !== 'cancelled' && !mayBeMadeUpFor) this.#missing += 1;
    let reference: number | undefined;
    this.#write(() => (reference = answers.give(answered, outcome, host)));
    if (reference !== undefined) contents?.note(answered.row, outcome, reference);
  }

  /** Output that has failed is told by its next write, in the middle of somebody's download. */
  #write(write: () => void): void {
    try {
      write();
    } catch (error) {
      if (!(error instanceof ReaderGone) && !(error instanceof Interrupted)) this.stopEarly(error);
    }
  }
}

function nameTaken({ line, name }: Job): Outcome {
  const message = `line ${line}: ${belongsToAnother(name.key)}`;
  return { outcome: 'failed', error: new FetchError('input', 'name-taken', message, false) };
}

/** A bare URL has no text beside it. */
function sizeOf({ text, urlText }: Job): number {
  return text.length + urlText.length;
}
