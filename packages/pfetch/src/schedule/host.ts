import type { Job } from '../intake/job.js';
import { Breaker } from './breaker.js';
import { HostPace } from './host-pace.js';
import { HostSpacing } from './host-spacing.js';
import { Queue } from './queue.js';

/** One host: what waits for it, and how it is treated. */
export class Host {
  readonly waiting = new Queue<Job>();
  readonly breaker = new Breaker();
  readonly pace: HostPace;
  readonly spacing = new HostSpacing();
  /** Requests under way. */
  active = 0;
  /** Nothing starts before this: Retry-After, and the spacing of --per-host-rate. */
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
  /** Times in a row that it said to come back later without saying when. */
  postponements = 0;
  /** When it last did so. */
  refusedAtMs = -Infinity;
  readonly name: string;

  constructor(name: string, ceiling: number) {
    this.name = name;
    this.pace = new HostPace(ceiling);
  }

  /** True where forgetting it would lose nothing. */
  isForgettable(nowMs: number): boolean {
    if (this.active > 0 || this.waiting.length > 0 || this.notBeforeMs > nowMs) return false;
    // A dead host whose next probe is due would be asked in any case.
    return !this.breaker.isOpen || this.breaker.probeAtMs <= nowMs;
  }
}
