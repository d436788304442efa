import type net from 'node:net';

import type { Roster } from '../../roster.js';
import { monotonicMs } from '../../monotonic-ms.js';
import { classifyError } from '../classify-error.js';
import type { Connection } from '../connect/connection.js';
import { discardLimits, type ExchangeRequest } from '../exchange.js';
import { FetchError } from '../fetch-error.js';
import type { Ticker } from '../ticker.js';
import type { Outbox } from './outbox.js';
import { requestHead } from './request-head.js';
import { ResponseReader, type ResponseHandler } from './response-reader.js';

/** What one exchange over a connection reports; nothing after onEnd or onError. */
export type WireHandler = ResponseHandler & {
  onEnd(): void;
  /** `hadAnswer` is true once a byte of the response has come. */
  onError(error: FetchError, hadAnswer: boolean): void;
};

// One buffer for every socket: node reads and calls back in one go; whoever keeps bytes beyond the call copies them. A larger
// one makes nothing faster.
const sharedBuffer = Buffer.allocUnsafeSlow(64 * 1024);

/** Node's onread options, with the place where a connection plugs itself in once it is open. */
export type Onread = net.OnReadOpts & { receive?: (bytes: Buffer) => boolean };

/** Reads into the shared buffer; what a server says before it was asked is dropped. */
export function createOnread(): Onread {
  const onread: Onread = {
    buffer: sharedBuffer,
    callback: (length) => onread.receive?.(sharedBuffer.subarray(0, length)) ?? true,
  };
  return onread;
}

/** What the connections of an exchange have in common. */
export type WireShared = {
  ticker: Ticker;
  outbox: Outbox;
  /** Those that are open. */
  connections: Roster<WireConnection>;
};

/** One socket, carrying one exchange at a time. */
export class WireConnection {
  readonly origin: string;
  readonly address: string;
  readonly #connection: Connection;
  readonly #outbox: Outbox;
  #handler: WireHandler | undefined;
  #reader: ResponseReader | undefined;
  #deadlineMs = Infinity;
  #idleTimeoutMs = 0;
  #hasAnswer = false;
  /** What may still come of a body that nobody wants; undefined where somebody does. */
  #discardable: number | undefined;
  #isPaused = false;
  #isReusable = true;

  constructor(connection: Connection, onread: Onread, origin: string, shared: WireShared) {
    this.origin = origin;
    this.address = connection.address;
    this.#connection = connection;
    this.#outbox = shared.outbox;
    // Known for its whole life: once a connection, not twice a request.
    shared.ticker.add(this);
    shared.connections.add(this);
    const { socket } = connection;
    const receive = (bytes: Buffer): boolean => this.#receive(bytes);
    if (connection.usesOnread) onread.receive = receive;
    else socket.on('data', receive);
    socket.setNoDelay(true);
    socket.on('end', () => this.#closed());
    socket.on('close', () => {
      shared.ticker.remove(this);
      shared.connections.delete(this);
      this.#closed();
    });
    socket.on('error', (error) => this.#fail(classifyError(error, 'reset')));
  }

  get isReusable(): boolean {
    return this.#isReusable && !this.#connection.socket.destroyed;
  }

  /** Sends a request and reports its response. */
  exchange(request: ExchangeRequest, handler: WireHandler): void {
    const { socket, viaProxy, proxyAuthorization } = this.#connection;
    this.#handler = handler;
    this.#reader = new ResponseReader(request.method, handler);
    this.#hasAnswer = false;
    this.#idleTimeoutMs = request.idleTimeoutMs;
    this.#expectWithin(request.firstByteTimeoutMs);
    this.#outbox.put(socket, requestHead(request, viaProxy ? (proxyAuthorization ?? '') : undefined));
  }

  pause(): void {
    this.#isPaused = true;
    this.#connection.socket.pause();
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#expectWithin(this.#idleTimeoutMs);
    this.#connection.socket.resume();
  }

  /** Reads the rest of the answer for the connection's sake, as far as that is worth it, and tells the handler its end. */
  discard(): void {
    const reader = this.#reader;
    if (reader === undefined) return;
    if (!reader.isDone && !reader.isWorthReading(discardLimits.bytes)) return this.#answered(false);
    this.#discardable = discardLimits.bytes;
    this.resume();
    this.#expectWithin(discardLimits.ms);
  }

  /** Closes the socket without a word to the handler. */
  destroy(): void {
    this.#finish();
    this.#isReusable = false;
    this.#connection.socket.destroy();
  }

  /** Closes the socket; the request under way, if there is one, ends with this error. */
  abort(error: FetchError): void {
    this.#fail(error);
  }

  tick(nowMs: number): void {
    if (nowMs < this.#deadlineMs || this.#isPaused) return;
    if (this.#discardable !== undefined) return this.#answered(false);
    const error = this.#reader?.hasHead
      ? new FetchError('timeout', 'idle-timeout', `no byte for ${this.#idleTimeoutMs / 1000} s`)
      : new FetchError('timeout', 'first-byte-timeout', 'no answer in time');
    this.#fail(error);
  }

  #expectWithin(ms: number): void {
    this.#deadlineMs = ms === 0 ? Infinity : monotonicMs() + ms;
  }

  /** Takes what has been read; the answer tells node whether to read on. */
  #receive(bytes: Buffer): boolean {
    const reader = this.#reader;
    if (reader === undefined) {
      // Bytes that nobody asked for: whatever follows could be taken for the next answer.
      this.destroy();
      return false;
    }
    this.#hasAnswer = true;
    const { hasHead: hadHead, bodyBytes: before } = reader;
    const used = reader.read(bytes);
    if (this.#reader !== reader) return !this.#isPaused;
    if (used instanceof FetchError) this.#fail(used);
    else if (reader.isDone) this.#answered(reader.keepsAlive && used === bytes.length);
    else if (this.#discardable !== undefined) this.#discardMore(bytes.length);
    // A head that drips has no more time than one that does not come, and what frames a body is no body.
    else if (reader.hasHead && (reader.bodyBytes > before || !hadHead))
      this.#expectWithin(this.#idleTimeoutMs);
    return !this.#isPaused;
  }

  #discardMore(bytes: number): void {
    this.#discardable = (this.#discardable ?? 0) - bytes;
    if (this.#discardable < 0) this.#answered(false);
  }

  #answered(isReusable: boolean): void {
    const handler = this.#finish();
    this.#isReusable = isReusable;
    if (!isReusable) this.#connection.socket.destroy();
    handler?.onEnd();
  }

  /** The peer has closed: the end of a body that is framed so, too early for any other. */
  #closed(): void {
    this.#isReusable = false;
    const reader = this.#reader;
    // Nobody is waiting for an answer, or for an error: making one costs 4 us.
    if (reader === undefined) return void this.#connection.socket.destroy();
    if (reader.endsAtClose || this.#discardable !== undefined) this.#answered(false);
    else if (reader.hasHead) {
      this.#fail(
        new FetchError('truncated', 'early-close', 'the connection closed before the body was complete'),
      );
    } else this.#fail(new FetchError('reset', 'early-close', 'the connection closed before the answer'));
  }

  #fail(error: FetchError): void {
    // What mattered of an answer that nobody reads to its end was in its head.
    if (this.#discardable !== undefined) return this.#answered(false);
    const hadAnswer = this.#hasAnswer;
    const handler = this.#finish();
    this.#isReusable = false;
    this.#connection.socket.destroy();
    handler?.onError(error, hadAnswer);
  }

  #finish(): WireHandler | undefined {
    const handler = this.#handler;
    this.#handler = undefined;
    this.#reader = undefined;
    this.#discardable = undefined;
    // The last bytes may have come in spite of a pause; whoever has the connection next wants to read.
    if (this.#isPaused) this.#connection.socket.resume();
    this.#isPaused = false;
    this.#deadlineMs = Infinity;
    return handler;
  }
}
