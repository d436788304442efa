import { Interrupted, type InputRow, type Io, ReaderGone, StopRun } from '@fetchutils/plumbing';
import { FetchError } from '@fetchutils/plumbing/http';

import { Attempt, type AttemptResult } from './fetch/attempt.js';
import type { AttemptSetting } from './fetch/attempt-setting.js';
import { fetchDataUrl } from './fetch/fetch-data-url.js';
import { InFlight } from './intake/in-flight.js';
import type { EarlyAnswer, Intake } from './intake/intake.js';
import type { Job } from './intake/job.js';
import { cancelledOutcome, isOk, type Outcome } from './intake/outcome.js';
import type { Quotas } from './intake/quota/quotas.js';
import type { PfetchOptions } from './options.js';
import type { Contents } from './receive/contents/contents.js';
import type { TakenBack } from './receive/placeholder/learning.js';
import type { Answers } from './report/answers.js';
import type { Answered } from './report/result-row.js';
import type { Tally } from './report/tally.js';
import { Scheduler } from './schedule/scheduler.js';
import { isFatal } from './sinks/sink-error.js';

export type RunParts = {
  io: Io;
  options: PfetchOptions;
  setting: AttemptSetting;
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
  readonly #inFlight = new InFlight();
  readonly #attempts = new Set<Attempt>();
  readonly #stop = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;
  /** Rows taken that have no answer yet. */
  #open = 0;
  #whenLower: (() => void)[] = [];
  #isHalted = false;
  /** True once the last row has been taken. */
  #isFed = false;
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
      start: (job, done) => this.#start(job, done),
      answer: (job, outcome) => this.#answer(job, outcome),
    });
    if (io.signal.aborted) this.#halt();
    else io.signal.addEventListener('abort', () => this.#halt());
    if (options.maxTime !== undefined) {
      const limit = new StopRun(`stopped after --max-time ${options.maxTime / 1000} s`);
      this.#timer = setTimeout(() => this.stopEarly(limit), options.maxTime);
    }
  }

  /** Aborted once no more rows are wanted. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Downloads under way. */
  get active(): number {
    return this.#scheduler.active;
  }

  /** Why the run stopped early; undefined where it did not, or a signal told it to. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Takes a row; the promise, where there is one, settles when there is room for another. */
  take(input: InputRow): Promise<void> | undefined {
    const { answers, intake, options } = this.#parts;
    const taken = intake.take(input);
    if ('outcome' in taken) this.#answerEarly(taken);
    else {
      this.#open += 1;
      this.#admit(taken);
    }
    // Spare rows are kept as far as there is room for them.
    if (this.#open >= options.lookAhead) this.#releaseSpares(options.lookAhead / 2);
    return (
      answers.behind ?? (this.#open < options.lookAhead ? undefined : this.#whenOpenBelow(options.lookAhead))
    );
  }

  /** Settles when every row that was taken has its answer. */
  async finish(): Promise<void> {
    this.#isFed = true;
    this.#releaseSpares(this.#open);
    await this.#whenOpenBelow(1);
    clearTimeout(this.#timer);
  }

  /** Takes an answer back: its file is gone, and the row that says so is in the journal. */
  takeBack({ text, row, isOfThisRun }: TakenBack): void {
    const { answers, quotas, tally } = this.#parts;
    if (isOfThisRun) tally.takeBack(row);
    const woken = typeof row['path'] === 'string' ? quotas?.takeBack(row, row['path']) : undefined;
    this.#write(() => answers.correct(text));
    this.#checkLimits();
    this.#admitAll(woken ?? []);
  }

  /** Ends the run before its time: what is under way is broken off, and everything without an answer is cancelled. */
  stopEarly(reason: unknown): void {
    this.#failure ??= reason instanceof Error ? reason : new Error(String(reason));
    this.#halt();
    for (const attempt of this.#attempts)
      attempt.abort(new FetchError('cancelled', 'stopped', 'the run was stopped', true));
  }

  /** Takes nothing more and starts nothing more; what is under way may end. */
  #halt(): void {
    if (this.#isHalted) return;
    this.#isHalted = true;
    this.#stop.abort();
    this.#scheduler.stop();
    for (const job of this.#parts.quotas?.drain() ?? []) this.#close(job, cancelledOutcome());
  }

  /** Sends a job on its way, unless its class is full or another job of its name is under way. */
  #admit(job: Job): void {
    const { options, quotas } = this.#parts;
    if (this.#isHalted) return this.#close(job, cancelledOutcome());
    const admission = quotas?.admit(job) ?? 'goes';
    if (admission === 'full') this.#close(job, { outcome: 'skipped', reason: 'quota' });
    else if (admission === 'goes') {
      if (options.dryRun) this.#answerDry(job);
      else if (this.#inFlight.enter(job)) this.#scheduler.add(job);
    }
  }

  #start(job: Job, done: (result: AttemptResult) => void): void {
    const { setting } = this.#parts;
    if (job.url.protocol === 'data:') return fetchDataUrl(job, setting, done);
    const attempt = new Attempt(job, setting, (result) => {
      this.#attempts.delete(attempt);
      done(result);
    });
    this.#attempts.add(attempt);
    attempt.begin();
  }

  /** The final word on a job that had its place: for those who waited for it too. */
  #answer(job: Job, outcome: Outcome): void {
    this.#settle(job, outcome, job.url.host);
    for (const follower of this.#inFlight.leave(job)) this.#settle(follower, shared(outcome), '');
    if (outcome.error !== undefined && isFatal(outcome.error)) {
      this.stopEarly(new StopRun(`${this.#parts.setting.pathOf(job.name.key)}: ${outcome.error.message}`));
    }
  }

  #answerDry(job: Job): void {
    const path = this.#parts.setting.pathOf(job.name.key);
    this.#settle(job, { outcome: 'skipped', reason: 'dry-run', path }, '');
  }

  #answerEarly({ text, row, outcome: found }: EarlyAnswer): void {
    const { contents, quotas } = this.#parts;
    const outcome = contents === undefined ? found : contents.sight(row, found);
    // What the journal knows was counted when it was read.
    const woken = outcome.reason === 'exists' ? quotas?.countFile(row, outcome.path ?? '') : undefined;
    this.#give({ text, row, attempts: 0, startedAtMs: 0 }, outcome);
    this.#checkLimits();
    this.#admitAll(woken ?? []);
  }

  /** Answers a job and ends its reservations; who waited for its place asks again. */
  #settle(job: Job, outcome: Outcome, host: string): void {
    const { quotas } = this.#parts;
    const woken = quotas?.settle(job, hasFile(outcome) ? outcome.path : undefined) ?? [];
    this.#close(job, outcome, host);
    this.#admitAll(woken);
  }

  #admitAll(jobs: Job[]): void {
    for (const job of jobs) this.#admit(job);
    // Nothing that could still come is of use: the producer is told by the end of its pipe.
    if (this.#parts.quotas?.isComplete === true) this.#stop.abort();
  }

  #close(job: Job, outcome: Outcome, host = ''): void {
    this.#open -= 1;
    this.#give(job, outcome, host);
    this.#checkLimits();
    const waiting = this.#whenLower;
    this.#whenLower = [];
    for (const wake of waiting) wake();
    if (this.#isFed) this.#releaseSpares(this.#open);
  }

  /** Tells the rows that wait for a full class, once so many rows wait: when all do, no place will be given back. */
  #releaseSpares(parkedAtLeast: number): void {
    const { quotas } = this.#parts;
    if (quotas === undefined || quotas.parked === 0 || quotas.parked < parkedAtLeast) return;
    for (const job of quotas.drainFull()) this.#close(job, { outcome: 'skipped', reason: 'quota' });
  }

  #checkLimits(): void {
    const { options, tally } = this.#parts;
    if (options.maxFailures === undefined || tally.failed < options.maxFailures || this.#isHalted) return;
    this.stopEarly(new StopRun(`stopped after ${tally.failed} failures (--max-failures)`));
  }

  async #whenOpenBelow(count: number): Promise<void> {
    while (this.#open >= count) await new Promise<void>((resolve) => this.#whenLower.push(resolve));
  }

  /** Gives an answer, and compares its content with those before it. */
  #give(answered: Answered, outcome: Outcome, host = ''): void {
    const { answers, contents } = this.#parts;
    let reference: number | undefined;
    this.#write(() => (reference = answers.give(answered, outcome, host)));
    if (reference !== undefined) contents?.note(answered.row, outcome, host, reference);
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

/** What the answer to one row is for another that asked for the same file at the same time. */
function shared(outcome: Outcome): Outcome {
  if (!isOk(outcome)) return outcome;
  return {
    outcome: 'skipped',
    reason: 'duplicate',
    ...(outcome.path === undefined ? {} : { path: outcome.path }),
  };
}

/** True where the row ends with a file of its own, so that it fills a place of its class. */
function hasFile({ outcome, reason }: Outcome): boolean {
  return outcome === 'fetched' || outcome === 'unchanged' || reason === 'dry-run';
}
