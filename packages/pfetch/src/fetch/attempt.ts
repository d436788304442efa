import {
  type ActiveExchange,
  type ContentDecoder,
  createContentDecoder,
  type DecodedHandler,
  type ExchangeHandler,
  FetchError,
  findContentCodings,
  type RawHeaders,
  readRetryAfter,
  type Referral,
  type ResponseHead,
  takeLogin,
  Trail,
} from '@fetchutils/plumbing/http';

import type { Job } from '../row/job.js';
import type { Outcome } from '../row/outcome.js';
import { BodyReceiver } from '../body/body-receiver.js';
import type { FoundPart } from '../sinks/sink.js';
import { busy, busyError } from '../sinks/sink-error.js';
import type { AttemptResult } from '../row/attempt-result.js';
import type { AttemptSetting } from './attempt-setting.js';
import { completeBody } from './complete-body.js';
import { type Continuation, judgeHead } from './judge-head.js';
import { failedOutcome } from './outcomes.js';
import { requestHeaders } from './request-headers.js';
import { isValidator, strongValidator } from './resume.js';
import { secondLook } from './second-look.js';
import { TimeLimits } from './time-limits.js';

/** Who started an attempt: told once how it ended, and before that, where it takes longer, that its body flows. */
export type AttemptListener = { done: (result: AttemptResult) => void; flows: () => void };

/** One attempt at a job: its hops, its body, its file. */
export class Attempt implements ExchangeHandler {
  readonly job: Job;
  readonly #setting: AttemptSetting;
  readonly #heard: AttemptListener;
  readonly #limits: TimeLimits;
  readonly #trail: Trail;
  /** What an earlier attempt left, whether it can be continued or not. */
  #found: FoundPart | undefined;
  #partial: Continuation | undefined;
  #exchange: ActiveExchange | undefined;
  #head: ResponseHead | undefined;
  #receiver: BodyReceiver | undefined;
  #decoder: ContentDecoder | undefined;
  /** What to do once the body of this hop, which nobody wants, is out of the way. */
  #afterDrain: (() => void) | undefined;
  #hasAnswer = false;
  /** The body is whole, is judged and gets its name. */
  #isCommitting = false;
  /** Why it should have been ended since then; it still counts until the name is given. */
  #objection: FetchError | undefined;
  #isEnded = false;
  #bytesAtTick: number | undefined;
  #hasFlowed = false;

  constructor(job: Job, setting: AttemptSetting, heard: AttemptListener) {
    this.job = job;
    this.#setting = setting;
    this.#heard = heard;
    this.#limits = new TimeLimits(setting.http);
    this.#trail = new Trail(job.url, referralOf(job));
  }

  /** Its body so far; undefined before there is one. */
  get body(): BodyReceiver | undefined {
    return this.#receiver;
  }

  begin(): void {
    const there = this.#setting.lookFor(this.job);
    if (there === 'busy' || there instanceof FetchError || (there !== undefined && 'outcome' in there))
      return this.#forgo(there);
    this.#found = there;
    // What is left of another URL that had this name, or of a mirror, is no beginning of this body.
    if (there?.state?.url === this.#trail.url.href && isValidator(there.state.validator))
      this.#partial = { bytes: there.bytes, state: there.state };
    const { throttle } = this.#setting;
    if (throttle === undefined) this.#request();
    else throttle.begin(() => this.#request());
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
    if (this.#isEnded) return;
    if (this.#isCommitting) {
      // A run that is stopped keeps what is whole.
      if (error.kind !== 'cancelled') this.#objection ??= error;
      return;
    }
    this.#afterDrain = undefined;
    this.#exchange?.abort(error);
    this.#fail(error);
  }

  /** Ends it where its time is over, or where it is too slow. */
  tick(nowMs: number): void {
    // From here on it is our own disk that takes its time.
    if (this.#isCommitting) return;
    const bytes = this.#receiver?.bytes;
    const problem = this.#limits.judge(nowMs, bytes);
    if (problem !== undefined) return this.abort(problem);
    if (bytes === undefined || this.#hasFlowed) return;
    // Between two ticks: a body that stalls after its beginning proves nothing.
    this.#hasFlowed = this.#bytesAtTick !== undefined && bytes > this.#bytesAtTick;
    this.#bytesAtTick = bytes;
    if (this.#hasFlowed) this.#heard.flows();
  }

  onConnected(address: string): FetchError | undefined {
    return this.#trail.connect(address, this.#setting.http.addressPolicy);
  }

  onHead(head: ResponseHead): void {
    this.#hasAnswer = true;
    this.#head = head;
    const hasNewCookies = this.#setting.onResponse(this.#trail.url, head.headers);
    const next = this.#findRedirect(head, hasNewCookies);
    if (next instanceof FetchError) return this.#drainThen(() => this.#fail(next));
    if (next !== undefined) return this.#drainThen(() => this.#follow(next));
    const verdict = judgeHead(head, {
      url: this.#trail.url,
      partial: this.#partial,
      isConditional: this.job.validators !== undefined,
    });
    if (verdict.act === 'receive') this.#receive(head, verdict.from, verdict.length);
    else if (verdict.act === 'restart') this.#drainThen(() => this.#restart());
    else if (verdict.act === 'unchanged') this.#drainThen(() => this.#unchanged());
    else this.#drainThen(() => this.#fail(verdict.error));
  }

  onData(chunk: Buffer): void {
    this.#setting.throttle?.take(chunk.length, this.#exchange);
    if (this.#decoder === undefined) this.#write(chunk);
    else if (!this.#decoder.write(chunk)) this.#exchange?.pause();
  }

  onEnd(): void {
    if (this.#afterDrain !== undefined) return this.#afterDrain();
    if (this.#decoder === undefined) this.#complete();
    else this.#decoder.end();
  }

  onError(error: FetchError): void {
    this.#fail(error);
  }

  #request(): void {
    if (this.#isEnded) return;
    const { http, exchange } = this.#setting;
    const patience = this.job.isSecondLook ? secondLook(http) : http;
    this.#head = this.#afterDrain = undefined;
    const active = exchange.start(
      {
        url: this.#trail.url,
        method: 'GET',
        headers: this.#headers(),
        connectTimeoutMs: patience.connectTimeoutMs,
        firstByteTimeoutMs: patience.firstByteTimeoutMs,
        idleTimeoutMs: patience.idleTimeoutMs,
      },
      this,
    );
    this.#exchange = active;
  }

  #headers(): RawHeaders {
    const common = this.#setting.headersFor(this.#trail, this.job.headers);
    return requestHeaders(common, this.#partial, this.job.validators);
  }

  #findRedirect(head: ResponseHead, hasNewCookies: boolean): URL | FetchError | undefined {
    const next = this.#trail.findNext(head, hasNewCookies, this.#setting.http.maxRedirects);
    if (next === undefined || next instanceof FetchError) return next;
    return this.#setting.judges.redirect?.(next) ?? next;
  }

  #follow(next: URL): void {
    this.#trail.follow(next);
    this.#request();
  }

  #restart(): void {
    this.#partial = undefined;
    this.#request();
  }

  #drainThen(act: () => void): void {
    this.#afterDrain = act;
    this.#exchange?.discard();
  }

  #receive(head: ResponseHead, from: number, length: number | undefined): void {
    const { judges } = this.#setting;
    const known = { url: this.#trail.url, headers: head.headers, length };
    const objection = judges.head?.(known);
    if (objection !== undefined) return this.#drainThen(() => this.#fail(objection));
    const codings = findContentCodings(head.headers, this.#trail.url);
    if (codings instanceof FetchError) return this.abort(codings);
    const decoder = codings.length === 0 ? undefined : createContentDecoder(codings, this.#decoded());
    this.#decoder = decoder;
    const validator = decoder === undefined ? strongValidator(head) : undefined;
    const state = validator === undefined ? undefined : { url: this.#trail.firstUrl.href, validator, length };
    // A body that begins again is another version: after a kill its bytes would be taken for those of the old one.
    if (from === 0) this.#found?.discard();
    this.#receiver = new BodyReceiver(this.#setting.receive, this.#setting.sink, {
      key: this.job.name.key,
      part: from === 0 ? undefined : this.#found,
      findFinished: () => this.#setting.findFinished(this.job),
      length,
      state,
      expected: this.job.expected,
      check: judges.body?.(known),
    });
    const problem = this.#receiver.begin();
    if (problem !== undefined) this.abort(problem);
  }

  #decoded(): DecodedHandler {
    return {
      onData: (chunk) => this.#write(chunk),
      onEnd: () => this.#complete(),
      onError: (error) => this.abort(error),
      onDrain: () => this.#exchange?.resume(),
    };
  }

  #write(chunk: Buffer): void {
    if (this.#isEnded) return;
    const problem = this.#receiver?.write(chunk);
    if (problem !== undefined) this.abort(problem);
  }

  #complete(): void {
    const receiver = this.#receiver;
    if (this.#isEnded || receiver === undefined) return;
    const { headers = [] } = this.#head ?? {};
    this.#isCommitting = true;
    const objection = (): FetchError | undefined => this.#objection;
    completeBody(
      { job: this.job, receiver, url: this.#trail.url, headers, objection },
      this.#setting,
      (result) => (result instanceof FetchError ? this.#fail(result) : this.#finish(result)),
    );
  }

  #unchanged(): void {
    const { name, validators } = this.job;
    this.#finish({ outcome: 'unchanged', path: this.#setting.pathOf(name.key), ...validators });
  }

  #fail(error: FetchError): void {
    if (this.#isEnded) return;
    this.#receiver?.abandon(error.retryable || error.kind === 'cancelled');
    this.#finish(failedOutcome(error));
  }

  #finish(outcome: Outcome): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#decoder?.destroy();
    this.#found?.release();
    if (this.#head !== undefined) outcome.status = this.#head.status;
    const finalUrl = this.#trail.redirects.at(-1);
    if (finalUrl !== undefined) outcome.finalUrl = finalUrl;
    const retryAfterMs =
      outcome.error === undefined || this.#head === undefined
        ? undefined
        : readRetryAfter(this.#head.headers, this.#setting.http.maxRetryAfterMs);
    this.#heard.done({
      outcome,
      hasAnswer: this.#hasAnswer,
      retryAfterMs,
      isHeldUp: outcome.error?.code === busy,
      startedAtMs: this.#limits.startedAtMs,
    });
  }
}

/** What is meant for the row's own URL is not for a mirror of it. */
function referralOf({ url, ownUrl }: Job): Referral | undefined {
  return url === ownUrl ? undefined : { ...takeLogin(ownUrl), mayCarryCredentials: true };
}
