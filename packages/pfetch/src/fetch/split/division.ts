import { monotonicMs } from '@fetchutils/plumbing';
import { FetchError, type ResponseHead, Trail } from '@fetchutils/plumbing/http';

import type { SplitBody } from '../../body/split-body.js';
import type { AttemptResult } from '../../row/attempt-result.js';
import type { Job } from '../../row/job.js';
import type { Outcome } from '../../row/outcome.js';
import type { AttemptSetting } from '../attempt-setting.js';
import { completeBody } from '../complete-body.js';
import { failedOutcome } from '../outcomes.js';
import { trailOf } from '../trail-of.js';
import { Piece } from './piece.js';
import { Stopwatch } from './stopwatch.js';

/** An attempt that fetches a piece; `end` ends it without a word to the division. */
export type Connection = {
  readonly job: Job;
  readonly startedAtMs: number;
  end(outcome: Outcome): void;
};

/** Whom a division turns to. */
export type DivisionHooks = {
  /** Has a job started when its host, the limits and the rates allow. */
  add(job: Job): void;
  /** Takes the final word on the row. */
  answer(job: Job, outcome: Outcome): void;
  /** From here on the job of the row is one like any other. */
  forget(job: Job): void;
  /** It is under way no more. */
  over(): void;
};

export type DivisionStart = { job: Job; body: SplitBody; trail: Trail; head: ResponseHead };

/**
 * One body over several connections. Each of them, the first included, is a job of the scheduler's, so that limits, pace,
 * pauses and retries hold for it as for any other; one that fails leaves its bytes to the rest. The row has its answer when
 * all bytes are there, or when nobody is left who would fetch them: then its own job tells it, and may be tried again.
 */
export class Division {
  readonly job: Job;
  readonly body: SplitBody;
  readonly #setting: AttemptSetting;
  readonly #hooks: DivisionHooks;
  readonly #live = new Set<Connection>();
  /** Jobs that the scheduler has: waiting, resting or started. */
  readonly #scheduled = new Set<Job>();
  readonly #idle: Job[] = [];
  readonly #helpers: Job[];
  /** They are for when the whole has failed. */
  readonly #mirrors: string[];
  readonly #watch: Stopwatch;
  #trail: Trail;
  #head: ResponseHead;
  #takesMore = true;
  #stage: 'flows' | 'completes' | 'answered' | 'failed' | 'begins-again' = 'flows';
  /** Why it has failed; while it completes, what has come to speak against it. */
  #error: FetchError | undefined;

  constructor({ job, body, trail, head }: DivisionStart, setting: AttemptSetting, hooks: DivisionHooks) {
    this.job = job;
    this.body = body;
    body.onProblem = (error) => this.fail(error);
    this.#trail = trail;
    this.#head = head;
    this.#setting = setting;
    this.#hooks = hooks;
    this.#mirrors = job.mirrors.splice(0);
    this.#watch = new Stopwatch(job.triedMs);
    const helpers = (setting.split?.connections ?? 1) - 1;
    this.#helpers = Array.from({ length: helpers }, () => helperOf(job, trail.url));
    this.#idle.push(...this.#helpers);
    this.#scheduled.add(job);
  }

  get isOver(): boolean {
    return this.#stage !== 'flows' && this.#stage !== 'completes';
  }

  /** The way of the next connection of a job: the row's own begins at its URL, the others where that has led. */
  trailFor(job: Job): Trail {
    return job === this.job ? trailOf(job) : new Trail(this.#trail.url, this.#trail.sameAgain);
  }

  /** Takes a connection; undefined where there is nothing to do for it. */
  join(connection: Connection): Piece | undefined {
    const isFlowing = this.#stage === 'flows' && (this.#takesMore || connection.job === this.job);
    const stretch = isFlowing ? this.body.ranges.take(this.#scheduled.size - this.#live.size) : undefined;
    if (stretch === undefined) return undefined;
    this.#live.add(connection);
    this.#watch.start(connection.startedAtMs);
    return new Piece(this.body, stretch);
  }

  /** The job of the row was answered at the end of this way. */
  reach(trail: Trail, head: ResponseHead): void {
    this.#trail = trail;
    this.#head = head;
  }

  /** Has as many connections started as are of use. */
  refill(): void {
    if (!this.#takesMore) return;
    const room = this.body.ranges.room - (this.#scheduled.size - this.#live.size);
    const jobs = this.#idle.splice(0, Math.max(0, room));
    for (const job of jobs) {
      if (job !== this.job) job.url = this.#trail.url;
      this.#scheduled.add(job);
    }
    for (const job of jobs) this.#hooks.add(job);
  }

  /** The server sends no pieces of this body: what is under way is all there will be. */
  refuseMore(): void {
    this.#takesMore = false;
  }

  /** A connection is no more. */
  leave(connection: Connection): void {
    if (!this.#live.delete(connection)) return;
    if (this.#live.size === 0) this.#watch.stop();
    if (this.#stage === 'flows' && this.body.ranges.isWhole) this.#complete();
  }

  /** Hears what the scheduler says of a job in the end, and keeps it to itself: its row is answered by `hooks.answer`. */
  answered(job: Job, { error }: Outcome): void {
    this.#scheduled.delete(job);
    if (this.isOver) return this.#answeredLate(job);
    if (error === undefined) {
      job.failures = job.postponements = 0;
      // Those who know where redirects end go first.
      if (job === this.job) this.#idle.push(job);
      else this.#idle.unshift(job);
    }
    if (this.#stage !== 'flows') return;
    this.refill();
    if (this.#scheduled.size > 0) return;
    if (error === undefined) this.beginAgain();
    else this.fail(error);
  }

  /** What a job comes to that was started after the end; the row's own tells why it has failed. */
  tellLate(job: Job): AttemptResult {
    job.attempts -= 1;
    let outcome = done();
    if (job === this.job && this.#stage === 'failed' && this.#error !== undefined) {
      this.#hooks.forget(job);
      outcome = failedOutcome(this.#error);
    }
    const startedAtMs = monotonicMs();
    return { outcome, hasAnswer: false, retryAfterMs: undefined, isHeldUp: false, startedAtMs };
  }

  /** Ends all of it. */
  fail(error: FetchError): void {
    if (this.isOver) return;
    this.#close('failed');
    this.#error = error;
    this.body.abandon(error.retryable || error.kind === 'cancelled');
    const own = this.#endHelpers();
    this.#hooks.over();
    if (own !== undefined) {
      this.#hooks.forget(this.job);
      own.end(failedOutcome(error));
    } else if (!this.#scheduled.has(this.job)) this.#hooks.add(this.job);
  }

  /** Ends all of it from outside; a run that is stopped keeps what is whole. */
  abort(error: FetchError): void {
    if (this.#stage === 'flows') this.fail(error);
    else if (error.kind !== 'cancelled') this.#error ??= error;
  }

  /** The pieces are not all of one version: nothing of them is kept, and the whole comes over one connection. */
  beginAgain(): void {
    if (this.isOver) return;
    this.#close('begins-again');
    this.job.isUndivided = true;
    this.body.abandon(false);
    const own = this.#endHelpers();
    this.#hooks.over();
    // It is added once the scheduler has taken notice of its end.
    if (own !== undefined) return own.end(done());
    this.#hooks.forget(this.job);
    if (!this.#scheduled.has(this.job)) this.#hooks.add(this.job);
  }

  #complete(): void {
    this.#stage = 'completes';
    const { job, body } = this;
    const objection = (): FetchError | undefined => this.#error;
    this.body.follow(() => {
      const whole = { job, receiver: body, url: this.#trail.url, headers: this.#head.headers, objection };
      completeBody(whole, this.#setting, (result) =>
        result instanceof FetchError ? this.fail(result) : this.#answer(result),
      );
    });
  }

  #answer(outcome: Outcome): void {
    this.#close('answered');
    outcome.status = this.#head.status;
    const finalUrl = this.#trail.redirects.at(-1);
    if (finalUrl !== undefined) outcome.finalUrl = finalUrl;
    this.#hooks.over();
    if (!this.#scheduled.has(this.job)) this.#hooks.forget(this.job);
    this.#hooks.answer(this.job, outcome);
  }

  #answeredLate(job: Job): void {
    if (job !== this.job) return;
    this.#hooks.forget(job);
    if (this.#stage === 'begins-again') this.#hooks.add(job);
    else if (this.#stage === 'failed' && this.#error !== undefined)
      this.#hooks.answer(job, failedOutcome(this.#error));
  }

  /** Sums up for the row what its connections did. */
  #close(stage: 'answered' | 'failed' | 'begins-again'): void {
    this.#stage = stage;
    const { job } = this;
    for (const helper of this.#helpers) job.attempts += helper.attempts;
    job.triedMs = this.#watch.ms;
    job.mirrors.push(...this.#mirrors);
  }

  /** The connection of the row's own job is the caller's to end. */
  #endHelpers(): Connection | undefined {
    const own = [...this.#live].find(({ job }) => job === this.job);
    for (const connection of this.#live) if (connection !== own) connection.end(done());
    // The scheduler counts what the row's own connection took by itself.
    if (own !== undefined) this.job.triedMs -= monotonicMs() - own.startedAtMs;
    return own;
  }
}

/** A connection that has done what there was to do. */
function done(): Outcome {
  return { outcome: 'fetched' };
}

function helperOf(job: Job, url: URL): Job {
  const none = { attempts: 0, failures: 0, postponements: 0, waits: 0, triedMs: 0, startedAtMs: 0 };
  return { ...job, url, mirrors: [], validators: undefined, isSecondLook: false, ...none };
}
