import { backoffMs } from '../http/attempt/backoff.js';
import { Queue } from '../queue.js';
import { Breaker } from './breaker.js';
import { HostPace } from './host-pace.js';

/** A request that was refused. */
type Refusal = { status: number | undefined; startedAtMs: number; nowMs: number };

/** So many refusals in a row are no chance, at any pace. */
const many = 7;

/** One host: what waits for it, and how it is treated. */
export class Host<Job> {
  readonly waiting = new Queue<Job>();
  readonly breaker = new Breaker();
  readonly pace: HostPace;
  /** Requests under way. */
  active = 0;
  /** Nothing starts before this: Retry-After, its own pace, and the spacing of --per-host-rate. */
  notBeforeMs = 0;
  /** The least time between two starts that it asks for. */
  leastSpacingMs = 0;
  /** Until when it asked, by Retry-After, for a rest. */
  restsUntilMs = 0;
  /** True once it has answered a request to the end. */
  hasDelivered = false;
  /** True once it has let a timeout pass and never delivered. */
  isSilent = false;
  /** How far it has come with its part of the work, and the starts that are not yet in it: see Line. */
  share = 0;
  uncounted = 0;
  /** True while it stands in the line of hosts that may start a job. */
  isInLine = false;
  /** True while an alarm will put it back into the line. */
  hasAlarm = false;
  /** Refusals in a row, nothing having been answered between: those of requests that ran together count as one. */
  refusals = 0;
  readonly name: string;
  #hasServed = false;
  #refusedAtMs = -Infinity;

  constructor(name: string, ceiling: number) {
    this.name = name;
    this.pace = new HostPace(ceiling);
  }

  /** It answered a request, and did not refuse it for the pace. */
  serve(): void {
    this.refusals = 0;
    this.#hasServed = true;
  }

  /**
   * It refused a request, and rests for longer each time where it refuses everything. Retry-After pauses it too, or where
   * a 503 speaks of that request alone, others being served meanwhile, only the request: the answer is how long.
   */
  refuse(retryAfterMs: number, { status, startedAtMs, nowMs }: Refusal): number {
    // Answers to requests from before the last refusal tell the same story again.
    if (startedAtMs >= this.#refusedAtMs) {
      this.refusals += 1;
      this.#refusedAtMs = nowMs;
    }
    const isForAll = status === 429 || !this.#hasServed || this.refusals >= many;
    const pauseMs = Math.max(isForAll ? retryAfterMs : 0, pauseAfter(this.refusals));
    this.notBeforeMs = Math.max(this.notBeforeMs, nowMs + pauseMs);
    if (isForAll && retryAfterMs > 0) this.restsUntilMs = this.notBeforeMs;
    return isForAll ? 0 : retryAfterMs;
  }

  /** True where forgetting it would lose nothing. */
  isForgettable(nowMs: number): boolean {
    if (this.active > 0 || this.waiting.length > 0 || this.notBeforeMs > nowMs) return false;
    // A dead host whose next probe is due would be asked in any case.
    return !this.breaker.isOpen || this.breaker.probeAtMs <= nowMs;
  }
}

/** A few in a row may be chance. */
function pauseAfter(refusals: number): number {
  if (refusals <= 2) return 0;
  return refusals < many ? 10 * 2 ** (refusals - 2) : 250 + backoffMs(refusals - 5);
}
