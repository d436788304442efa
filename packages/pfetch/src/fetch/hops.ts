import {
  type ActiveExchange,
  type ExchangeHandler,
  FetchError,
  type RawHeaders,
  readRetryAfter,
  type ResponseHead,
  type Trail,
} from '@fetchutils/plumbing/http';

import { busy } from '../sinks/sink-error.js';
import type { AttemptSetting } from './attempt-setting.js';
import type { AttemptResult } from '../row/attempt-result.js';
import type { Outcome } from '../row/outcome.js';
import { secondLook } from './second-look.js';

/** Who hears the answer at which the hops end; nothing after onEnd or onError. */
export type HopsHandler = {
  headersFor(trail: Trail): RawHeaders;
  onHead(head: ResponseHead): void;
  onData(chunk: Buffer): void;
  onEnd(): void;
  onError(error: FetchError): void;
};

/** The requests of one attempt, from hop to hop, up to an answer that is no redirect. */
export class Hops implements ExchangeHandler {
  readonly trail: Trail;
  readonly #setting: AttemptSetting;
  #handler: HopsHandler;
  readonly #patience: ReturnType<typeof secondLook>;
  #exchange: ActiveExchange | undefined;
  #head: ResponseHead | undefined;
  /** What to do once the body of this hop, which nobody wants, is out of the way. */
  #afterDrain: (() => void) | undefined;
  /** True once a server has answered, whatever it said. */
  #hasAnswer = false;

  constructor(trail: Trail, setting: AttemptSetting, handler: HopsHandler, isSecondLook: boolean) {
    this.trail = trail;
    this.#setting = setting;
    this.#handler = handler;
    this.#patience = isSecondLook ? secondLook(setting.http) : setting.http;
  }

  /** That of the last answer; undefined while another is waited for. */
  get head(): ResponseHead | undefined {
    return this.#head;
  }

  /** What came of them: the outcome, and what the last answer adds to it. */
  resultOf(outcome: Outcome, startedAtMs: number): AttemptResult {
    const head = this.#head;
    if (head !== undefined) outcome.status = head.status;
    const finalUrl = this.trail.redirects.at(-1);
    if (finalUrl !== undefined) outcome.finalUrl = finalUrl;
    const retryAfterMs =
      outcome.error === undefined || head === undefined
        ? undefined
        : readRetryAfter(head.headers, this.#setting.http.maxRetryAfterMs);
    const isHeldUp = outcome.error?.code === busy;
    return { outcome, hasAnswer: this.#hasAnswer, retryAfterMs, isHeldUp, startedAtMs };
  }

  /** From here on another hears what comes. */
  handTo(handler: HopsHandler): void {
    this.#handler = handler;
  }

  request(): void {
    const { connectTimeoutMs, firstByteTimeoutMs, idleTimeoutMs } = this.#patience;
    this.#head = this.#afterDrain = undefined;
    this.#exchange = this.#setting.exchange.start(
      {
        url: this.trail.url,
        method: 'GET',
        headers: this.#handler.headersFor(this.trail),
        connectTimeoutMs,
        firstByteTimeoutMs,
        idleTimeoutMs,
      },
      this,
    );
  }

  /** Does something once the body that comes, which nobody wants, is out of the way. */
  drainThen(act: () => void): void {
    this.#afterDrain = act;
    this.#exchange?.discard();
  }

  pause(): void {
    this.#exchange?.pause();
  }

  resume(): void {
    this.#exchange?.resume();
  }

  abort(error?: FetchError): void {
    this.#afterDrain = undefined;
    this.#exchange?.abort(error);
  }

  onConnected(address: string): FetchError | undefined {
    return this.trail.connect(address, this.#setting.http.addressPolicy);
  }

  onHead(head: ResponseHead): void {
    this.#hasAnswer = true;
    this.#head = head;
    const hasNewCookies = this.#setting.onResponse(this.trail.url, head.headers);
    const next = this.#findRedirect(head, hasNewCookies);
    if (next === undefined) this.#handler.onHead(head);
    else if (next instanceof FetchError) this.drainThen(() => this.#handler.onError(next));
    else this.drainThen(() => this.#follow(next));
  }

  onData(chunk: Buffer): void {
    this.#setting.throttle?.take(chunk.length, this.#exchange);
    this.#handler.onData(chunk);
  }

  onEnd(): void {
    if (this.#afterDrain === undefined) this.#handler.onEnd();
    else this.#afterDrain();
  }

  onError(error: FetchError): void {
    this.#handler.onError(error);
  }

  #findRedirect(head: ResponseHead, hasNewCookies: boolean): URL | FetchError | undefined {
    const next = this.trail.findNext(head, hasNewCookies, this.#setting.http.maxRedirects);
    if (next === undefined || next instanceof FetchError) return next;
    return this.#setting.judges.redirect?.(next) ?? next;
  }

  #follow(next: URL): void {
    this.trail.follow(next);
    this.request();
  }
}
