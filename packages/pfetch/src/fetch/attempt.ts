import {
  type ActiveExchange,
  checkAddress,
  type ContentDecoder,
  createContentDecoder,
  type DecodedHandler,
  type ExchangeHandler,
  FetchError,
  findContentCodings,
  findRedirect,
  type HopAddress,
  type Login,
  mayCarryCredentials,
  type RawHeaders,
  readRetryAfter,
  type ResponseHead,
  takeLogin,
  watchSpeed,
} from '@fetchutils/plumbing/http';

import type { Job } from '../intake/job.js';
import type { Outcome } from '../intake/outcome.js';
import { BodyReceiver } from '../receive/body-receiver.js';
import type { Partial } from '../sinks/sink.js';
import type { AttemptSetting } from './attempt-setting.js';
import { completeBody } from './complete-body.js';
import { judgeHead } from './judge-head.js';
import { failedOutcome } from './outcomes.js';
import { requestHeaders } from './request-headers.js';
import { strongValidator } from './resume.js';
import { secondLook } from './second-look.js';

/** What came of one attempt, and what it tells of the host. */
export type AttemptResult = {
  outcome: Outcome;
  /** True once a server has answered with HTTP, whatever it said. */
  hasAnswer: boolean;
  /** How long the host asked to be left alone. */
  retryAfterMs: number | undefined;
  startedAtMs: number;
};

/** Bodies of redirects and errors up to this are read and dropped, so that the connection is kept. */
const maxDrainBytes = 64 * 1024;

/** One attempt at a job: its hops, its body, its file. */
export class Attempt implements ExchangeHandler {
  readonly #job: Job;
  readonly #setting: AttemptSetting;
  readonly #done: (result: AttemptResult) => void;
  readonly #startedAtMs = Date.now();
  readonly #login: Login | undefined;
  /** Where the attempt began: the job's place without its login. */
  readonly #firstUrl: URL;
  #url: URL;
  /** False once a redirect has left the place that the user's credentials are for. */
  #mayCarryCredentials = true;
  #partial: Partial | undefined;
  #visited: string[] | undefined;
  #redirects = 0;
  #exchange: ActiveExchange | undefined;
  #hop: HopAddress | undefined;
  #previousHop: HopAddress | undefined;
  #head: ResponseHead | undefined;
  #receiver: BodyReceiver | undefined;
  #decoder: ContentDecoder | undefined;
  /** What to do once the body of this hop, which nobody wants, has been read. */
  #afterDrain: (() => void) | undefined;
  #drained = 0;
  #speed: { watch: ReturnType<typeof watchSpeed>; bytes: number } | undefined;
  #hasAnswer = false;
  /** The body is whole, is judged and gets its name. */
  #isCommitting = false;
  /** Why it should have been ended since then; it still counts until the name is given. */
  #objection: FetchError | undefined;
  #isEnded = false;

  constructor(job: Job, setting: AttemptSetting, done: (result: AttemptResult) => void) {
    this.#job = job;
    this.#setting = setting;
    this.#done = done;
    const { url, login } = takeLogin(job.url);
    this.#firstUrl = this.#url = url;
    this.#login = login;
  }

  begin(): void {
    const partial = this.#setting.findPartial(this.#job);
    // What is left of another URL that had this name, or of a mirror, is no beginning of this body.
    if (partial?.state.url === this.#url.href) this.#partial = partial;
    const { throttle } = this.#setting;
    if (throttle === undefined) this.#request();
    else throttle.begin(() => this.#request());
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
    const { totalTimeoutMs, speedFloor } = this.#setting.http;
    if (totalTimeoutMs > 0 && nowMs - this.#startedAtMs > totalTimeoutMs) {
      return this.abort(
        new FetchError('timeout', 'total-timeout', `not complete within ${totalTimeoutMs / 1000} s`),
      );
    }
    if (this.#receiver === undefined || speedFloor.bytesPerSecond === 0) return;
    // Made at the first tick: most bodies are complete before it.
    this.#speed ??= { watch: watchSpeed(speedFloor, nowMs), bytes: this.#receiver.bytes };
    const problem = this.#speed.watch(this.#receiver.bytes - this.#speed.bytes, nowMs);
    this.#speed.bytes = this.#receiver.bytes;
    if (problem !== undefined) this.abort(problem);
  }

  onConnected(address: string): FetchError | undefined {
    this.#hop = { hostname: this.#url.hostname, address };
    return checkAddress(this.#setting.http.addressPolicy, this.#hop, this.#previousHop);
  }

  onHead(head: ResponseHead): void {
    this.#hasAnswer = true;
    this.#head = head;
    const hasNewCookies = this.#setting.onResponse(this.#url, head.headers);
    const next = this.#findRedirect(head, hasNewCookies);
    if (next instanceof FetchError) return this.#drainThen(() => this.#fail(next));
    if (next !== undefined) return this.#drainThen(() => this.#follow(next));
    const verdict = judgeHead(head, {
      url: this.#url,
      partial: this.#partial,
      isConditional: this.#job.validators !== undefined,
    });
    if (verdict.act === 'receive') this.#receive(head, verdict.from, verdict.length);
    else if (verdict.act === 'restart') this.#drainThen(() => this.#restart());
    else if (verdict.act === 'unchanged') this.#drainThen(() => this.#unchanged());
    else this.#drainThen(() => this.#fail(verdict.error));
  }

  onData(chunk: Buffer): void {
    if (this.#receiver === undefined) {
      this.#drained += chunk.length;
      if (this.#drained > maxDrainBytes) this.#cutShort();
      return;
    }
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
    // The body of an error or a redirect may break off: what matters of it was in the head.
    if (this.#afterDrain !== undefined && !this.#isEnded) return this.#afterDrain();
    this.#fail(error);
  }

  #request(): void {
    if (this.#isEnded) return;
    const { http, exchange } = this.#setting;
    const patience = this.#job.isSecondLook ? secondLook(http) : http;
    this.#head = this.#afterDrain = undefined;
    this.#drained = 0;
    const active = exchange.start(
      {
        url: this.#url,
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
    const common = this.#setting.headersFor({
      url: this.#url,
      mayCarryCredentials: this.#mayCarryCredentials,
      login: this.#mayCarryCredentials ? this.#login : undefined,
      rules: this.#job.headers,
    });
    return requestHeaders(common, this.#partial, this.#job.validators);
  }

  #findRedirect(head: ResponseHead, hasNewCookies: boolean): URL | FetchError | undefined {
    if (head.status < 300 || head.status > 399) return undefined;
    // A server that redirects to the same URL to see whether its cookie comes back is no loop.
    if (hasNewCookies) this.#visited = [];
    else (this.#visited ??= []).push(this.#url.href);
    this.#redirects += 1;
    const next = findRedirect({
      status: head.status,
      headers: head.headers,
      url: this.#url,
      visited: this.#visited,
      followed: this.#redirects - 1,
      maxRedirects: this.#setting.http.maxRedirects,
    });
    if (next === undefined || next instanceof FetchError) return next;
    return this.#setting.judges.redirect?.(next) ?? next;
  }

  #follow(next: URL): void {
    this.#previousHop = this.#hop;
    this.#mayCarryCredentials &&= mayCarryCredentials(this.#url, next);
    this.#url = takeLogin(next).url;
    this.#request();
  }

  #restart(): void {
    this.#partial = undefined;
    this.#request();
  }

  #drainThen(act: () => void): void {
    this.#afterDrain = act;
  }

  /** Enough of a body that nobody wants: the connection is not worth more. */
  #cutShort(): void {
    const act = this.#afterDrain;
    this.#afterDrain = () => undefined;
    this.#exchange?.abort();
    act?.();
  }

  #receive(head: ResponseHead, from: number, length: number | undefined): void {
    const { judges } = this.#setting;
    const known = { url: this.#url, headers: head.headers, length };
    const objection = judges.head?.(known);
    if (objection !== undefined) return this.#drainThen(() => this.#fail(objection));
    const codings = findContentCodings(head.headers, this.#url);
    if (codings instanceof FetchError) return this.abort(codings);
    const decoder = codings.length === 0 ? undefined : createContentDecoder(codings, this.#decoded());
    this.#decoder = decoder;
    const validator = decoder === undefined ? strongValidator(head) : undefined;
    const state = validator === undefined ? undefined : { url: this.#firstUrl.href, validator, length };
    this.#receiver = new BodyReceiver(this.#setting.receive, this.#setting.sink, {
      key: this.#job.name.key,
      from,
      length,
      state,
      expected: this.#job.expected,
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
    completeBody({ job: this.#job, receiver, url: this.#url, headers, objection }, this.#setting, (result) =>
      result instanceof FetchError ? this.#fail(result) : this.#finish(result),
    );
  }

  #unchanged(): void {
    const { name, validators } = this.#job;
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
    if (this.#head !== undefined) outcome.status = this.#head.status;
    if (this.#visited !== undefined) outcome.finalUrl = this.#url.href;
    const retryAfterMs =
      outcome.error === undefined || this.#head === undefined
        ? undefined
        : readRetryAfter(this.#head.headers, this.#setting.http.maxRetryAfterMs);
    this.#done({ outcome, hasAnswer: this.#hasAnswer, retryAfterMs, startedAtMs: this.#startedAtMs });
  }
}
