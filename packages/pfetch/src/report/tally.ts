import { fieldText, monotonicMs, type Row } from '@fetchutils/plumbing';

import { isOk, type Outcome } from '../row/outcome.js';

/** What one host, or one value of the field of --stats-by, came to in a run. */
export type GroupTally = {
  rows: number;
  attempts: number;
  successes: number;
  failures: number;
  elapsedMs: number;
};

/** What is counted of an answer beside its outcome. */
export type Counted = { attempts: number; elapsedMs: number; host: string; row: Row };

const maxGroups = 10_000;

/** Counts a run as it goes: attempts, successes and bytes apart. */
export class Tally {
  rows = 0;
  attempts = 0;
  bytes = 0;
  /** Rows that are not ok; those that were cancelled are neither. */
  failed = 0;
  readonly outcomes = new Map<Outcome['outcome'], number>();
  readonly errors = new Map<string, number>();
  /** The first message of each kind of error: what is wrong with one is often wrong with all. */
  readonly examples = new Map<string, string>();
  readonly hosts = new Map<string, GroupTally>();
  /** By the value of the field that --stats-by names. */
  readonly groups = new Map<string, GroupTally>();
  readonly startedAtMs = monotonicMs();
  /** The field of --stats-by. */
  readonly statsBy: string | undefined;

  constructor(statsBy?: string) {
    this.statsBy = statsBy;
  }

  /** Counts one answer; `host` is '' where there is none. */
  count(outcome: Outcome, { attempts, elapsedMs, host, row }: Counted): void {
    this.rows += 1;
    this.attempts += attempts;
    const isFailure = isFailed(outcome);
    if (isFailure) this.failed += 1;
    increment(this.outcomes, outcome.outcome);
    if (outcome.error !== undefined && isFailure) {
      const { kind, message } = outcome.error;
      increment(this.errors, kind);
      if (!this.examples.has(kind)) this.examples.set(kind, message);
    }
    if (outcome.outcome === 'fetched') this.bytes += outcome.bytes ?? 0;
    if (attempts === 0) return;
    addTo(tallyOf(this.hosts, host), outcome, attempts, elapsedMs);
    if (this.statsBy !== undefined)
      addTo(tallyOf(this.groups, valueOf(row, this.statsBy)), outcome, attempts, elapsedMs);
  }

  /** Counts an answer that no longer holds: what was fetched, or skipped as one's like, is rejected after all. */
  takeBack(answer: Row, row: Row): void {
    const { outcome, bytes, attempts } = answer;
    this.failed += 1;
    increment(this.errors, 'placeholder');
    increment(this.outcomes, 'rejected');
    increment(this.outcomes, outcome as Outcome['outcome'], -1);
    if (outcome === 'fetched' && typeof bytes === 'number') this.bytes -= bytes;
    const group = this.statsBy === undefined ? undefined : this.groups.get(valueOf(row, this.statsBy));
    if (group === undefined || attempts === 0) return;
    group.successes -= 1;
    group.failures += 1;
  }
}

/** A row whose turn did not come has not failed. */
function isFailed(outcome: Outcome): boolean {
  return !isOk(outcome) && outcome.outcome !== 'cancelled';
}

function valueOf(row: Row, field: string): string {
  return fieldText(row[field]) ?? '';
}

function addTo(tally: GroupTally | undefined, outcome: Outcome, attempts: number, elapsedMs: number): void {
  if (tally === undefined) return;
  tally.rows += 1;
  tally.attempts += attempts;
  tally.elapsedMs += elapsedMs;
  if (isOk(outcome)) tally.successes += 1;
  else if (isFailed(outcome)) tally.failures += 1;
}

/** The tally of a name; beyond the first thousands, only those that are known already are counted. */
function tallyOf(tallies: Map<string, GroupTally>, name: string): GroupTally | undefined {
  let tally = name === '' ? undefined : tallies.get(name);
  if (tally === undefined && name !== '' && tallies.size < maxGroups) {
    tally = { rows: 0, attempts: 0, successes: 0, failures: 0, elapsedMs: 0 };
    tallies.set(name, tally);
  }
  return tally;
}

function increment<Key>(map: Map<Key, number>, key: Key, by = 1): void {
  map.set(key, (map.get(key) ?? 0) + by);
}
