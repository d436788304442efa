import type { HttpSettings } from '../../http-settings.js';
import { monotonicMs } from '../../monotonic-ms.js';
import { backoffMs } from '../attempt/backoff.js';

/** How often one URL is tried, and how long apart. */
export class RetryBudget {
  readonly #settings: Pick<HttpSettings, 'retries' | 'retryMaxTimeMs'>;
  readonly #startMs: number;
  readonly #now: () => number;
  #attempts = 1;

  constructor(settings: Pick<HttpSettings, 'retries' | 'retryMaxTimeMs'>, now: () => number = monotonicMs) {
    this.#settings = settings;
    this.#now = now;
    this.#startMs = now();
  }

  /** Attempts begun so far. */
  get attempts(): number {
    return this.#attempts;
  }

  /** How long to wait before the next attempt, what the server asked for before our own backoff; undefined where there is none. */
  next(askedMs?: number): number | undefined {
    const { retries, retryMaxTimeMs } = this.#settings;
    if (this.#attempts > retries) return undefined;
    const waitMs = askedMs ?? backoffMs(this.#attempts);
    const elapsedMs = this.#now() - this.#startMs;
    if (retryMaxTimeMs > 0 && elapsedMs + waitMs > retryMaxTimeMs) return undefined;
    this.#attempts += 1;
    return waitMs;
  }
}
