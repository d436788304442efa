import http2 from 'node:http2';

import { monotonicMs } from '../../monotonic-ms.js';
import type { Connection } from '../connect/connection.js';
import type { ExchangeRequest } from '../exchange.js';
import type { Ticker } from '../ticker.js';
import { toH2Headers } from './h2-headers.js';

const maxIdleMs = 30_000;
// Node's own 64 kB would let a body take one window a round trip.
const streamWindowBytes = 1024 * 1024;
const sessionWindowBytes = 16 * 1024 * 1024;

/** One connection that carries many requests at once, until the server or idleness ends it. */
export class H2Session {
  readonly address: string;
  readonly #session: http2.ClientHttp2Session;
  readonly #ticker: Ticker;
  #active = 0;
  #idleSinceMs = monotonicMs();
  #isOpen = true;

  constructor(origin: string, { socket, address }: Connection, ticker: Ticker) {
    this.address = address;
    this.#ticker = ticker;
    this.#session = http2.connect(origin, {
      createConnection: () => socket,
      settings: { enablePush: false, initialWindowSize: streamWindowBytes },
    });
    this.#session.once('connect', () => this.#session.setLocalWindowSize(sessionWindowBytes));
    // What goes wrong with the session is told by its streams, each for itself.
    this.#session.on('error', () => undefined);
    this.#session.on('close', () => this.#retire());
    ticker.add(this);
  }

  /** False once no new request may be sent over it. */
  get isOpen(): boolean {
    return this.#isOpen && !this.#session.closed && !this.#session.destroyed;
  }

  request(request: ExchangeRequest): http2.ClientHttp2Stream {
    const stream = this.#session.request(toH2Headers(request), { endStream: true });
    this.#active += 1;
    stream.once('close', () => {
      this.#active -= 1;
      this.#idleSinceMs = monotonicMs();
    });
    return stream;
  }

  tick(nowMs: number): void {
    if (this.#active === 0 && nowMs - this.#idleSinceMs > maxIdleMs) {
      this.#retire();
      this.#session.close();
    }
  }

  destroy(): void {
    this.#retire();
    this.#session.destroy();
  }

  #retire(): void {
    this.#isOpen = false;
    this.#ticker.remove(this);
  }
}
