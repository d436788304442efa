import {
  type FetchError,
  findContentCodings,
  type RawHeaders,
  type ResponseHead,
  type Trail,
} from '@fetchutils/plumbing/http';

import type { Job } from '../../row/job.js';
import type { AttemptResult } from '../../row/attempt-result.js';
import { failedOutcome } from '../outcomes.js';
import type { Outcome } from '../../row/outcome.js';
import type { AttemptSetting } from '../attempt-setting.js';
import { Hops, type HopsHandler } from '../hops.js';
import { type Continuation, judgeHead } from '../judge-head.js';
import { requestHeaders } from '../request-headers.js';
import { TimeLimits } from '../time-limits.js';
import type { Connection, Division } from './division.js';
import { isSameVersion } from './is-same-version.js';
import type { Piece } from './piece.js';

export type PieceListener = { done: (result: AttemptResult) => void; flows: () => void };

/** One attempt at a piece of a body: its hops, and the bytes that it brings. */
export class PieceAttempt implements HopsHandler, Connection {
  readonly job: Job;
  readonly #division: Division;
  readonly #setting: AttemptSetting;
  readonly #heard: PieceListener;
  readonly #limits: TimeLimits;
  readonly #hops: Hops;
  readonly #piece: Piece | undefined;
  #asked: Continuation | undefined;
  #isReceiving: boolean;
  #stage: 'fetches' | 'ends' | 'ended' = 'fetches';

  /** `soFar` is where another attempt has come to: the answer to it has begun. */
  constructor(
    job: Job,
    division: Division,
    setting: AttemptSetting,
    heard: PieceListener,
    soFar?: { hops: Hops; limits: TimeLimits },
  ) {
    this.job = job;
    this.#division = division;
    this.#setting = setting;
    this.#heard = heard;
    this.#limits = soFar?.limits ?? new TimeLimits(setting.http);
    this.#hops = soFar?.hops ?? new Hops(division.trailFor(job), setting, this, job.isSecondLook);
    this.#hops.handTo(this);
    this.#isReceiving = soFar !== undefined;
    this.#piece = division.join(this);
  }

  get startedAtMs(): number {
    return this.#limits.startedAtMs;
  }

  /** Bytes that came by it. */
  get received(): number {
    return this.#piece?.received ?? 0;
  }

  begin(): void {
    const { throttle } = this.#setting;
    if (this.#piece === undefined) {
      // Others have taken what there was: no request is made, and none counted.
      this.job.attempts -= 1;
      this.#finish({ outcome: 'fetched' });
    } else if (throttle === undefined) this.#hops.request();
    else throttle.begin(() => void (this.#stage === 'fetches' && this.#hops.request()));
  }

  /** Ends it with what came of it; what it has not brought is left to others. */
  end(outcome: Outcome): void {
    if (this.#stage !== 'fetches') return;
    this.#stage = 'ends';
    // Before anybody is told, who may open another.
    this.#hops.abort();
    this.#finish(outcome);
  }

  /** Ends it where its time is over, or where it is too slow. */
  tick(nowMs: number): void {
    const verdict = this.#limits.judge(nowMs, this.#isReceiving ? this.received : undefined);
    if (verdict === 'flows') this.#heard.flows();
    else if (verdict !== undefined) this.end(failedOutcome(verdict));
  }

  headersFor(trail: Trail): RawHeaders {
    this.#asked = this.#piece?.ask();
    return requestHeaders(this.#setting.headersFor(trail, this.job.headers), this.#asked, undefined);
  }

  onHead(head: ResponseHead): void {
    const { trail } = this.#hops;
    const isOwn = this.job === this.#division.job;
    const verdict = judgeHead(head, { url: trail.url, partial: this.#asked, isConditional: false });
    if (verdict.act === 'fail') this.#hops.drainThen(() => this.#finish(failedOutcome(verdict.error)));
    else if (verdict.act === 'receive' && head.status === 206 && isPlain(head, trail.url)) {
      this.#isReceiving = true;
      if (isOwn) this.#division.reach(trail, head);
    } else if (!isOwn && isSameVersion(head, this.#division.body.state)) {
      this.#division.refuseMore();
      this.end({ outcome: 'fetched' });
    } else this.#division.beginAgain();
  }

  onData(chunk: Buffer): void {
    const problem = this.#piece?.write(chunk);
    if (problem !== undefined) this.#division.fail(problem);
    else if (this.#piece?.isFull === true && !this.#piece.endsByItself) this.end({ outcome: 'fetched' });
  }

  onEnd(): void {
    const problem = this.#piece?.end();
    this.#finish(problem === undefined ? { outcome: 'fetched' } : failedOutcome(problem));
  }

  onError(error: FetchError): void {
    if (this.#stage === 'fetches') this.#finish(failedOutcome(error));
  }

  #finish(outcome: Outcome): void {
    if (this.#stage === 'ended') return;
    this.#stage = 'ended';
    this.#piece?.release();
    this.#division.leave(this);
    this.#heard.done(this.#hops.resultOf(outcome, this.startedAtMs));
  }
}

function isPlain({ headers }: ResponseHead, url: URL): boolean {
  const codings = findContentCodings(headers, url);
  return Array.isArray(codings) && codings.length === 0;
}
