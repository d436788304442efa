import { isOk, type Outcome } from '../intake/outcome.js';

/** What a host came to in a run. */
export type HostTally = {
  attempts: number;
  successes: number;
  failures: number;
  bytes: number;
  elapsedMs: number;
};

const maxHosts = 10_000;

/** Counts a run as it goes: attempts, successes and bytes apart. */
export class Tally {
  rows = 0;
  attempts = 0;
  bytes = 0;
  failed = 0;
  readonly outcomes = new Map<Outcome['outcome'], number>();
  readonly errors = new Map<string, number>();
  readonly hosts = new Map<string, HostTally>();
  readonly startedAtMs = Date.now();

  /** Counts one answer; `host` is '' where no request was made. */
  count(outcome: Outcome, attempts: number, host: string, elapsedMs: number): void {
    const ok = isOk(outcome);
    this.rows += 1;
    this.attempts += attempts;
    if (!ok) this.failed += 1;
    increment(this.outcomes, outcome.outcome);
    if (outcome.error !== undefined) increment(this.errors, outcome.error.kind);
    const bytes = outcome.outcome === 'fetched' ? (outcome.bytes ?? 0) : 0;
    this.bytes += bytes;
    if (attempts === 0 || host === '') return;
    const tally = this.#hostTally(host);
    if (tally === undefined) return;
    tally.attempts += attempts;
    tally.bytes += bytes;
    tally.elapsedMs += elapsedMs;
    if (ok) tally.successes += 1;
    else tally.failures += 1;
  }

  /** The tally of a host; beyond the first thousands, only those count that are known already. */
  #hostTally(host: string): HostTally | undefined {
    let tally = this.hosts.get(host);
    if (tally === undefined && this.hosts.size < maxHosts) {
      tally = { attempts: 0, successes: 0, failures: 0, bytes: 0, elapsedMs: 0 };
      this.hosts.set(host, tally);
    }
    return tally;
  }
}

function increment<Key>(map: Map<Key, number>, key: Key): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}
