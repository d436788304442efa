import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import { bodyFor } from './body-bytes.js';
import type { RecordedRequest } from './recorded-request.js';

export type Headers = Record<string, string | readonly string[]>;

/** One request and the raw socket on which a fault answers it, well or badly. */
export class Exchange {
  readonly request: RecordedRequest;
  readonly #stream: Socket;
  readonly #wire: Socket;
  readonly #gone = new AbortController();

  /** `stream` carries the bytes, `wire` is the TCP socket below it: the same unless TLS stands between. */
  constructor(request: RecordedRequest, stream: Socket, wire: Socket) {
    this.request = request;
    this.#stream = stream;
    this.#wire = wire;
    if (stream.destroyed) this.#gone.abort();
    stream.once('close', () => this.#gone.abort());
  }

  /** True as soon as nothing more can be sent, or loops that send for ever would never yield. */
  get isClientGone(): boolean {
    return this.#gone.signal.aborted || !this.#stream.writable;
  }

  /** The body that belongs to this target; `?bytes=` sets its length. */
  get body(): Buffer {
    return bodyFor(this.request.target);
  }

  /** A number from the query, so that a test states its sizes and times in the URL. */
  number(name: string, fallback: number): number {
    return Number(this.request.query.get(name) ?? fallback);
  }

  text(name: string, fallback: string): string {
    return this.request.query.get(name) ?? fallback;
  }

  /** Raw bytes, as they are; resolves when there is room for more. */
  async send(...chunks: (string | Uint8Array)[]): Promise<void> {
    for (const chunk of chunks) {
      if (this.isClientGone) return;
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk;
      // setImmediate: a write that the kernel takes at once would let an endless body starve the event loop.
      await new Promise<void>((done) => this.#stream.write(bytes, () => setImmediate(done)));
    }
  }

  /** A well-formed head, whatever the fields say. */
  head(status: number, headers: Headers = {}): Promise<void> {
    const lines = Object.entries(headers).flatMap(([name, value]) =>
      (typeof value === 'string' ? [value] : value).map((one) => `${name}: ${one}\r\n`),
    );
    return this.send(`HTTP/1.1 ${status} Scripted\r\n${lines.join('')}\r\n`);
  }

  /** A well-formed answer with its right Content-Length. */
  async reply(status: number, headers: Headers = {}, body: string | Uint8Array = ''): Promise<void> {
    const bytes = Buffer.from(body);
    await this.head(status, { 'Content-Length': String(bytes.length), ...headers });
    if (this.request.method !== 'HEAD' && bytes.length > 0) await this.send(bytes);
  }

  /** Closes in good order (FIN) after what was sent. */
  end(): void {
    this.#stream.end();
  }

  /** Breaks the connection (RST). */
  reset(): void {
    this.#wire.resetAndDestroy();
  }

  /** Waits, but not for a client that has left. */
  async sleep(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.#gone.signal }).catch(() => undefined);
  }

  /** Says nothing more until the client leaves. */
  async untilClientLeaves(): Promise<void> {
    if (this.#gone.signal.aborted) return;
    await new Promise((leave) => this.#gone.signal.addEventListener('abort', leave, { once: true }));
  }
}
