import {
  type ContentDecoder,
  createContentDecoder,
  type DecodedHandler,
  FetchError,
  findContentCodings,
  type RawHeaders,
  type ResponseHead,
  type Trail,
} from '@fetchutils/plumbing/http';

import type { Job, Validators } from '../row/job.js';
import type { Outcome } from '../row/outcome.js';
import { BodyReceiver } from '../body/body-receiver.js';
import type { FoundPart } from '../sinks/sink.js';
import { busyError } from '../sinks/sink-error.js';
import type { AttemptResult } from '../row/attempt-result.js';
import type { AttemptSetting } from './attempt-setting.js';
import { completeBody } from './complete-body.js';
import { Hops, type HopsHandler } from './hops.js';
import { type Continuation, judgeHead } from './judge-head.js';
import { failedOutcome } from './outcomes.js';
import { requestHeaders } from './request-headers.js';
import { strongValidator } from './resume.js';
import { continuationOf } from './split/continuation-of.js';
import type { Division } from './split/division.js';
import type { Divisions } from './split/divisions.js';
import { divideBody } from './split/divide-body.js';
import { PieceAttempt } from './split/piece-attempt.js';
import { TimeLimits } from './time-limits.js';
import { trailOf } from './trail-of.js';

/** Who started an attempt: told once how it ended, unless it goes on as another, and before that that its body flows. */
export type AttemptListener = {
  done: (result: AttemptResult) => void;
  flows: () => void;
  goesOnAs: (piece: PieceAttempt) => void;
};

/** One attempt at a job: its hops, its body, its file. */
export class Attempt implements HopsHandler {
  readonly job: Job;
  readonly #setting: AttemptSetting;
  readonly #heard: AttemptListener;
  readonly #divisions: Divisions;
  readonly #limits: TimeLimits;
  readonly #hops: Hops;
  /** While its body is judged as a whole and gets its name, it is the disk that takes its time. */
  #stage: 'fetches' | 'commits' | 'ended' = 'fetches';
  /** Why it should have been ended since its body was whole; it still counts until the name is given. */
  #objection: FetchError | undefined;
  /** What an earlier attempt left, whether it can be continued or not. */
  #found: FoundPart | undefined;
  #partial: Continuation | undefined;
  /** Of the file that is here, where only another version is asked for. */
  #validators: Validators | undefined;
  #receiver: BodyReceiver | undefined;
  #decoder: ContentDecoder | undefined;

  constructor(job: Job, setting: AttemptSetting, divisions: Divisions, heard: AttemptListener) {
    this.job = job;
    this.#setting = setting;
    this.#heard = heard;
    this.#divisions = divisions;
    this.#limits = new TimeLimits(setting.http);
    this.#validators = job.validators;
    this.#hops = new Hops(trailOf(job), setting, this, job.isSecondLook);
  }

  /** Its body so far; undefined before there is one. */
  get body(): BodyReceiver | undefined {
    return this.#receiver;
  }

  /** Bytes that came by it. */
  get received(): number {
    return this.#receiver?.received ?? 0;
  }

  begin(): void {
    const there = this.#setting.lookFor(this.job);
    if (there === 'busy' || there instanceof FetchError || (there !== undefined && 'outcome' in there))
      return this.#forgo(there);
    this.#found = there;
    this.#partial = continuationOf(there, this.#hops.trail.firstUrl);
    const { throttle } = this.#setting;
    if (throttle === undefined) this.#hops.request();
    else throttle.begin(() => void (this.#stage === 'ended' || this.#hops.request()));
  }

  /** Ends without a request, so that none is counted. */
  #forgo(found: 'busy' | FetchError | Outcome): void {
    this.job.attempts -= 1;
    if (found === 'busy') {
      this.job.waits += 1;
      this.#fail(busyError(this.job.name.key));
    } else if (found instanceof FetchError) this.#fail(found);
    else this.#finish(found);
  }

  /** Ends the attempt from outside; what can be continued later is kept. */
  abort(error: FetchError): void {
    if (this.#stage === 'commits') {
      // A run that is stopped keeps what is whole.
      if (error.kind !== 'cancelled') this.#objection ??= error;
    } else if (this.#stage === 'fetches') {
      this.#hops.abort(error);
      this.#fail(error);
    }
  }

  /** Ends it where its time is over, or where it is too slow. */
  tick(nowMs: number): void {
    if (this.#stage === 'commits') return;
    const verdict = this.#limits.judge(nowMs, this.#receiver?.bytes);
    if (verdict === 'flows') this.#heard.flows();
    else if (verdict !== undefined) this.abort(verdict);
  }

  headersFor(trail: Trail): RawHeaders {
    const common = this.#setting.headersFor(trail, this.job.headers);
    return requestHeaders(common, this.#partial, this.#validators);
  }

  onHead(head: ResponseHead): void {
    const verdict = judgeHead(head, {
      url: this.#hops.trail.url,
      partial: this.#partial,
      isConditional: this.#validators !== undefined,
    });
    if (verdict.act === 'fail') this.#hops.drainThen(() => this.#fail(verdict.error));
    else if (verdict.act === 'receive') this.#receive(head, verdict.from, verdict.length);
    else if (verdict.act === 'restart') this.#hops.drainThen(() => this.#restart());
    else this.#hops.drainThen(() => this.#unchanged());
  }

  onData(chunk: Buffer): void {
    if (this.#decoder === undefined) this.#write(chunk);
    else if (!this.#decoder.write(chunk)) this.#hops.pause();
  }

  onEnd(): void {
    if (this.#decoder === undefined) this.#complete();
    else this.#decoder.end();
  }

  onError(error: FetchError): void {
    this.#fail(error);
  }

  #restart(): void {
    this.#partial = undefined;
    this.#hops.request();
  }

  #receive(head: ResponseHead, from: number, length: number | undefined): void {
    const { judges } = this.#setting;
    const known = { url: this.#hops.trail.url, headers: head.headers, length };
    const objection = judges.head?.(known);
    if (objection !== undefined) return this.#hops.drainThen(() => this.#fail(objection));
    const codings = findContentCodings(head.headers, this.#hops.trail.url);
    if (codings instanceof FetchError) return this.abort(codings);
    const decoder = codings.length === 0 ? undefined : createContentDecoder(codings, this.#decoded());
    this.#decoder = decoder;
    const validator = decoder === undefined ? strongValidator(head) : undefined;
    const state =
      validator === undefined ? undefined : { url: this.#hops.trail.firstUrl.href, validator, length };
    // A body that begins again is another version: after a kill its bytes would be taken for those of the old one.
    if (from === 0) this.#found?.discard();
    const start = {
      key: this.job.name.key,
      part: from === 0 ? undefined : this.#found,
      findFinished: () => this.#setting.findFinished(this.job),
      length,
      state,
      expected: this.job.expected,
      check: judges.body?.(known),
    };
    const divided = divideBody(start, { job: this.job, trail: this.#hops.trail, head }, this.#setting);
    if (divided instanceof FetchError) return this.abort(divided);
    if (divided !== undefined) return this.#divide(this.#divisions.begin(divided));
    this.#receiver = new BodyReceiver(this.#setting.receive, this.#setting.sink, start);
    const problem = this.#receiver.begin();
    if (problem !== undefined) this.abort(problem);
  }

  /** From here on it is the first of several connections. */
  #divide(division: Division): void {
    this.#stage = 'ended';
    const soFar = { hops: this.#hops, limits: this.#limits };
    this.#heard.goesOnAs(new PieceAttempt(this.job, division, this.#setting, this.#heard, soFar));
    division.refill();
  }

  #decoded(): DecodedHandler {
    return {
      onData: (chunk) => this.#write(chunk),
      onEnd: () => this.#complete(),
      onError: (error) => this.abort(error),
      onDrain: () => this.#hops.resume(),
    };
  }

  #write(chunk: Buffer): void {
    if (this.#stage !== 'fetches') return;
    const problem = this.#receiver?.write(chunk);
    if (problem !== undefined) this.abort(problem);
  }

  #complete(): void {
    const receiver = this.#receiver;
    if (this.#stage !== 'fetches' || receiver === undefined) return;
    const { headers = [] } = this.#hops.head ?? {};
    this.#stage = 'commits';
    const objection = (): FetchError | undefined => this.#objection;
    completeBody(
      { job: this.job, receiver, url: this.#hops.trail.url, headers, objection },
      this.#setting,
      (result) => (result instanceof FetchError ? this.#fail(result) : this.#finish(result)),
    );
  }

  #unchanged(): void {
    const { key } = this.job.name;
    const validators = this.#validators;
    // Somebody may have removed the file since it was looked at.
    this.#validators = undefined;
    if (this.#setting.sink.find(key) === undefined) return this.#restart();
    this.#finish({ outcome: 'unchanged', path: this.#setting.pathOf(key), ...validators });
  }

  #fail(error: FetchError): void {
    if (this.#stage === 'ended') return;
    this.#receiver?.abandon(error.retryable || error.kind === 'cancelled');
    this.#finish(failedOutcome(error));
  }

  #finish(outcome: Outcome): void {
    if (this.#stage === 'ended') return;
    this.#stage = 'ended';
    this.#decoder?.destroy();
    this.#found?.release();
    this.#heard.done(this.#hops.resultOf(outcome, this.#limits.startedAtMs));
  }
}
