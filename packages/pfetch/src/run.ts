import { Interrupted, type InputRow, type Io, ReaderGone, StopRun } from '@fetchutils/plumbing';
import { FetchError } from '@fetchutils/plumbing/http';

import { Attempt, type AttemptResult } from './fetch/attempt.js';
import type { AttemptSetting } from './fetch/attempt-setting.js';
import { fetchDataUrl } from './fetch/fetch-data-url.js';
import { InFlight } from './intake/in-flight.js';
import type { Intake } from './intake/intake.js';
import type { Job } from './intake/job.js';
import { isOk, type Outcome } from './intake/outcome.js';
import type { PfetchOptions } from './options.js';
import type { Answers } from './report/answers.js';
import type { Tally } from './report/tally.js';
import { Scheduler } from './schedule/scheduler.js';
import { isFatal } from './sinks/sink-error.js';

export type RunParts = {
  io: Io;
  options: PfetchOptions;
  setting: AttemptSetting;
  intake: Intake;
  answers: Answers;
  tally: Tally;
};

/** One run: rows go in, each is answered once, and it can be told to stop. */
export class Run {
  readonly #parts: RunParts;
  readonly #scheduler: Scheduler;
  readonly #inFlight = new InFlight();
  readonly #attempts = new Set<Attempt>();
  readonly #stop = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;
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
    if ('outcome' in taken)
      this.#give(() => answers.give({ ...taken, attempts: 0, startedAtMs: 0 }, taken.outcome));
    else if (options.dryRun) this.#answerDry(taken);
    else if (this.#inFlight.enter(taken)) this.#scheduler.add(taken);
    if (answers.behind !== undefined) return answers.behind;
    if (this.#scheduler.pending >= options.lookAhead)
      return this.#scheduler.whenPendingBelow(options.lookAhead);
    return undefined;
  }

  /** Settles when every row that was taken has its answer. */
  async finish(): Promise<void> {
    await this.#scheduler.whenPendingBelow(1);
    clearTimeout(this.#timer);
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
    if (this.#stop.signal.aborted) return;
    this.#stop.abort();
    this.#scheduler.stop();
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

  #answer(job: Job, outcome: Outcome): void {
    const { answers, options, tally } = this.#parts;
    this.#give(() => {
      answers.give(job, outcome, job.url.host);
      for (const follower of this.#inFlight.leave(job)) answers.give(follower, shared(outcome));
    });
    if (outcome.error !== undefined && isFatal(outcome.error))
      this.stopEarly(new StopRun(`${outcome.path ?? job.name.key}: ${outcome.error.message}`));
    if (options.maxFailures !== undefined && tally.failed >= options.maxFailures) {
      this.stopEarly(new StopRun(`stopped after ${tally.failed} failures (--max-failures)`));
    }
  }

  #answerDry(job: Job): void {
    const { answers, setting } = this.#parts;
    this.#give(() =>
      answers.give(job, { outcome: 'skipped', reason: 'dry-run', path: setting.pathOf(job.name.key) }),
    );
  }

  /** Output that has failed is told by its next write, in the middle of somebody's download. */
  #give(write: () => void): void {
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
