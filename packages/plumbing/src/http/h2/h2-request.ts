import http2 from 'node:http2';

import { monotonicMs } from '../../monotonic-ms.js';
import { classifyError } from '../classify-error.js';
import {
  type ActiveExchange,
  discardLimits,
  type Exchange,
  type ExchangeHandler,
  type ExchangeRequest,
} from '../exchange.js';
import { FetchError } from '../fetch-error.js';
import { findHeader } from '../headers/response-headers.js';
import type { Ticker } from '../ticker.js';
import { toResponseHead } from './h2-headers.js';
import type { H2Session } from './h2-session.js';

const { NGHTTP2_CANCEL, NGHTTP2_NO_ERROR, NGHTTP2_REFUSED_STREAM, NGHTTP2_HTTP_1_1_REQUIRED } =
  http2.constants;

/** Whoever started a request and finds it a connection. */
export type H2Owner = {
  /** Another connection: this one closed, or refused more, before it answered. */
  retry(request: H2Request): void;
  /** The server wants HTTP/1.1 for this. */
  downgrade(request: H2Request): void;
  /** Nothing more will come of it here. */
  ended(request: H2Request): void;
};

/** One request over a session that is shared. */
export class H2Request implements ActiveExchange {
  readonly request: ExchangeRequest;
  readonly handler: ExchangeHandler;
  readonly #ticker: Ticker;
  readonly #owner: H2Owner;
  #stream: http2.ClientHttp2Stream | undefined;
  /** The exchange that has taken over, where the server speaks only HTTP/1.1. */
  #successor: ActiveExchange | undefined;
  #deadlineMs = Infinity;
  #receivedBytes = 0;
  #expectedBytes: number | undefined;
  #hasAnswer = false;
  #hasRetried = false;
  /** What may still come of a body that nobody wants; undefined where somebody does. */
  #discardable: number | undefined;
  #isPaused = false;
  #isEnded = false;

  constructor(request: ExchangeRequest, handler: ExchangeHandler, ticker: Ticker, owner: H2Owner) {
    this.request = request;
    this.handler = handler;
    this.#ticker = ticker;
    this.#owner = owner;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Sends it over a session, if the guard agrees. */
  send(session: H2Session): void {
    const refused = this.handler.onConnected?.(session.address);
    if (refused) return this.fail(refused);
    const stream = session.request(this.request);
    let error: Error | undefined;
    this.#stream = stream;
    this.#expectWithin(this.request.firstByteTimeoutMs);
    this.#ticker.add(this);
    stream.on('response', (fields) => {
      this.#takeHead(fields);
      // Not before: node emits data that came in one read with the head ahead of the response.
      stream.on('data', (chunk: Buffer) => this.#takeData(chunk));
    });
    stream.on('error', (thrown: Error) => (error = thrown));
    stream.on('close', () => this.#closed(stream, error));
  }

  /** Hands the request over to another exchange. */
  delegate(exchange: Exchange): void {
    this.#finish();
    this.#successor = exchange.start(this.request, this.handler);
  }

  pause(): void {
    this.#isPaused = true;
    this.#stream?.pause();
    this.#successor?.pause();
  }

  resume(): void {
    this.#isPaused = false;
    this.#expectWithin(this.request.idleTimeoutMs);
    this.#stream?.resume();
    this.#successor?.resume();
  }

  discard(): void {
    if (this.#successor !== undefined) return this.#successor.discard();
    if (this.#isEnded) return;
    this.resume();
    this.#discardable = discardLimits.bytes;
    this.#expectWithin(discardLimits.ms);
  }

  abort(error = new FetchError('cancelled', 'cancelled', 'cancelled')): void {
    this.#successor?.abort(error);
    this.fail(error);
  }

  tick(nowMs: number): void {
    if (nowMs < this.#deadlineMs || this.#isPaused) return;
    const { firstByteTimeoutMs, idleTimeoutMs } = this.request;
    this.fail(
      this.#hasAnswer
        ? new FetchError('timeout', 'idle-timeout', `no byte for ${idleTimeoutMs / 1000} s`)
        : new FetchError('timeout', 'first-byte-timeout', `no answer within ${firstByteTimeoutMs / 1000} s`),
    );
  }

  fail(error: FetchError): void {
    if (this.#isEnded) return;
    this.#finish();
    this.#stream?.close(NGHTTP2_CANCEL);
    // What mattered of an answer that nobody reads to its end was in its head.
    if (this.#discardable !== undefined) return this.handler.onEnd();
    this.handler.onError(error);
  }

  #takeHead(fields: http2.IncomingHttpHeaders & http2.IncomingHttpStatusHeader): void {
    if (this.#isEnded) return;
    this.#hasAnswer = true;
    this.#expectWithin(this.request.idleTimeoutMs);
    const head = toResponseHead(fields);
    const length = this.request.method === 'HEAD' ? undefined : findHeader(head.headers, 'content-length');
    this.#expectedBytes = length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : undefined;
    this.handler.onHead(head);
  }

  #takeData(chunk: Buffer): void {
    if (this.#isEnded) return;
    this.#receivedBytes += chunk.length;
    if (this.#discardable !== undefined) {
      this.#discardable -= chunk.length;
      if (this.#discardable < 0) this.fail(new FetchError('cancelled', 'cancelled', 'cancelled'));
      return;
    }
    this.#expectWithin(this.request.idleTimeoutMs);
    this.handler.onData(chunk);
  }

  #closed(stream: http2.ClientHttp2Stream, error: Error | undefined): void {
    this.#ticker.remove(this);
    if (this.#isEnded) return;
    const isWhole = !error && !stream.aborted && stream.rstCode === NGHTTP2_NO_ERROR && this.#hasAnswer;
    if (isWhole && (this.#expectedBytes ?? this.#receivedBytes) === this.#receivedBytes) {
      this.#finish();
      return this.handler.onEnd();
    }
    if (this.#hasAnswer) {
      return this.fail(
        new FetchError('truncated', 'early-close', 'the stream closed before the body was complete'),
      );
    }
    if (stream.rstCode === NGHTTP2_HTTP_1_1_REQUIRED) return this.#owner.downgrade(this);
    // Only what the server has certainly not begun is sent again without a word: RFC 9113, 8.7.
    const wasNotBegun = stream.rstCode === NGHTTP2_REFUSED_STREAM || stream.rstCode === NGHTTP2_CANCEL;
    if (wasNotBegun && !this.#hasRetried) {
      this.#hasRetried = true;
      return this.#owner.retry(this);
    }
    const why = error ? classifyError(error, 'reset') : undefined;
    this.fail(why ?? new FetchError('reset', 'early-close', 'the connection closed before the answer'));
  }

  #expectWithin(ms: number): void {
    this.#deadlineMs = ms === 0 ? Infinity : monotonicMs() + ms;
  }

  #finish(): void {
    this.#isEnded = true;
    this.#ticker.remove(this);
    this.#owner.ended(this);
  }
}
