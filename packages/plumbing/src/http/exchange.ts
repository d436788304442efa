import type { FetchError } from './fetch-error.js';

/** Header lines in wire order, names as written; each character of a value is one byte (latin-1). */
export type RawHeaders = readonly (readonly [name: string, value: string])[];

/** One request on one hop. A timeout of 0 means none. */
export type ExchangeRequest = {
  /** http: or https:, without userinfo. */
  url: URL;
  method: 'GET' | 'HEAD';
  /** All of them, Host and Connection excepted: those belong to the transport. */
  headers: RawHeaders;
  connectTimeoutMs: number;
  firstByteTimeoutMs: number;
  idleTimeoutMs: number;
};

/** The final response head; informational ones (1xx) are swallowed by the transport. */
export type ResponseHead = {
  status: number;
  reason: string;
  httpVersion: '1.0' | '1.1' | '2';
  headers: RawHeaders;
};

/** Who made the request: called in the order of the methods here, and never after onEnd or onError. */
export type ExchangeHandler = {
  /**
   * The address guard's say, before the request is written, on new and on kept connections alike.
   * The address is '' where only a proxy knows it.
   */
  onConnected?(address: string): FetchError | undefined;
  onHead(head: ResponseHead): void;
  /** The body as framed by HTTP, codings not yet undone; the chunk is valid only during the call. */
  onData(chunk: Buffer): void;
  onEnd(): void;
  onError(error: FetchError): void;
};

/** How much of a body that nobody wants is read, framing included, and for how long: a new connection costs less. */
export const discardLimits = { bytes: 64 * 1024, ms: 2000 } as const;

/** A request under way. */
export type ActiveExchange = {
  pause(): void;
  resume(): void;
  /**
   * Nobody wants the body that comes, or the rest of it: onEnd follows without data, also where the body breaks off. It is
   * read as far as that lets the connection serve again, and for no longer than `discardLimits` say.
   */
  discard(): void;
  /** Ends it with onError (`cancelled` unless told otherwise); does nothing once it has ended. */
  abort(error?: FetchError): void;
};

/**
 * A transport: starts requests and keeps connections for the next ones. A kept connection that closes
 * before the first byte of its response is replaced once, without a word to the handler.
 */
export type Exchange = {
  start(request: ExchangeRequest, handler: ExchangeHandler): ActiveExchange;
  /** Aborts what is under way and closes every connection. */
  close(): void;
};
