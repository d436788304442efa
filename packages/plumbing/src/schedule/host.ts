import { backoffMs } from '../http/attempt/backoff.js';
import { Queue } from '../queue.js';
import { Breaker } from './breaker.js';
import { HostPace } from './host-pace.js';

/** One host: what waits for it, and how it is treated. */
export class Host<Job> {
  readonly waiting = new Queue<Job>();
  readonly breaker = new Breaker();
  readonly pace: HostPace;
  /** Requests under way. */
  active = 0;
  /** Nothing starts before this: Retry-After, its own pace, and the spacing of --per-host-rate. */
  notBeforeMs = 0;
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
  /** Refusals in a row, nothing having been answered between. */
  refusals = 0;
  readonly name: string;
  #refusedAtMs = -Infinity;

  constructor(name: string, ceiling: number) {
    this.name = name;
    this.pace = new HostPace(ceiling);
  }

  /** It refused a request: it rests for as long as it asks for, and where it refuses everything for longer each time. */
  refuse(retryAfterMs: number | undefined, startedAtMs: number, nowMs: number): void {
    // Answers to requests from before the last refusal tell the same story again.
    if (startedAtMs >= this.#refusedAtMs) {
      this.refusals += 1;
      this.#refusedAtMs = nowMs;
    }
    const pauseMs = Math.max(retryAfterMs ?? 0, pauseAfter(this.refusals));
    this.notBeforeMs = Math.max(this.notBeforeMs, nowMs + pauseMs);
    if (retryAfterMs !== undefined) this.restsUntilMs = this.notBeforeMs;
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
  return refusals <= 6 ? 10 * 2 ** (refusals - 2) : 250 + backoffMs(refusals - 5);
}
