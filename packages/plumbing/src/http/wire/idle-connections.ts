import { monotonicMs } from '../../monotonic-ms.js';
import type { Ticker } from '../ticker.js';
import type { WireConnection } from './wire-connection.js';

/** Shorter than the keep-alive of common servers (node 5 s, Apache 5 s, nginx 75 s), so that a reuse rarely meets a close. */
const maxIdleMs = 4000;
const maxIdle = 1000;

type Kept = { connection: WireConnection; untilMs: number };

/** Connections that wait for their next request, by origin. */
export class IdleConnections {
  readonly #byOrigin = new Map<string, Kept[]>();
  readonly #ticker: Ticker;
  #count = 0;

  constructor(ticker: Ticker) {
    this.#ticker = ticker;
  }

  /** The connection used last, being the least likely to have been closed. */
  take(origin: string): WireConnection | undefined {
    const kept = this.#byOrigin.get(origin);
    for (let entry = kept?.pop(); entry !== undefined; entry = kept?.pop()) {
      this.#count -= 1;
      if (entry.connection.isReusable) return entry.connection;
    }
    this.#byOrigin.delete(origin);
    return undefined;
  }

  give(connection: WireConnection): void {
    if (!connection.isReusable) return;
    if (this.#count >= maxIdle) return connection.destroy();
    if (this.#count === 0) this.#ticker.add(this);
    this.#count += 1;
    const kept = this.#byOrigin.get(connection.origin);
    const entry = { connection, untilMs: monotonicMs() + maxIdleMs };
    if (kept === undefined) this.#byOrigin.set(connection.origin, [entry]);
    else kept.push(entry);
  }

  tick(nowMs: number): void {
    for (const [origin, kept] of this.#byOrigin) {
      // Oldest first: only the front can have expired.
      while (kept[0] !== undefined && (kept[0].untilMs <= nowMs || !kept[0].connection.isReusable)) {
        kept.shift()?.connection.destroy();
        this.#count -= 1;
      }
      if (kept.length === 0) this.#byOrigin.delete(origin);
    }
    if (this.#count === 0) this.#ticker.remove(this);
  }

  close(): void {
    for (const kept of this.#byOrigin.values()) for (const { connection } of kept) connection.destroy();
    this.#byOrigin.clear();
    this.#count = 0;
    this.#ticker.remove(this);
  }
}
