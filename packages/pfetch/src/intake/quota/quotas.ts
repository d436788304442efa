import type { Row } from '@fetchutils/plumbing';

import { FingerprintTable } from '../fingerprint-table.js';
import type { Job } from '../job.js';
import type { QuotaRule } from './parse-quota.js';
import { Quota, type QuotaStand } from './quota.js';

/** Which values will come: so many of them, or those; or a field of the rows says how many. */
export type Announcement = { count: number } | { values: readonly string[] } | { countField: string };

/** All quotas of a run: a job goes when each of them has a place for it. */
export class Quotas {
  readonly #quotas: readonly Quota[];
  /** Those counted so far, 1 by path: the same file must not fill two places. */
  readonly #files = new FingerprintTable();
  #expected: number | undefined;
  readonly #countField: string | undefined;

  constructor(rules: readonly QuotaRule[], announced: Announcement | undefined, mayReopen: boolean) {
    this.#quotas = rules.map((rule) => new Quota(rule, mayReopen));
    if (announced === undefined) return;
    if ('countField' in announced) this.#countField = announced.countField;
    else if ('count' in announced) this.#expected = announced.count;
    else {
      this.#expected = new Set(announced.values).size;
      for (const value of announced.values) this.#quotas[0]?.announce(value);
    }
  }

  /** True where no row to come can be of use: every announced value of the first quota is full. */
  get isComplete(): boolean {
    return this.#expected !== undefined && (this.#quotas[0]?.full ?? 0) >= this.#expected;
  }

  /** Jobs that wait for a place. */
  get parked(): number {
    return this.#quotas.reduce((sum, quota) => sum + quota.parked, 0);
  }

  /** Reserves a place in every quota, or lets the job wait for one (`waits`), or finds that there is none (`full`). */
  admit(job: Job): 'goes' | 'waits' | 'full' {
    this.#readCount(job.row);
    const states = this.#quotas.map((quota) => quota.stateFor(job.row));
    if (states.includes('full')) return 'full';
    const busy = this.#quotas[states.indexOf('busy')];
    if (busy !== undefined) {
      busy.park(job);
      return 'waits';
    }
    for (const quota of this.#quotas) quota.reserve(job.row);
    return 'goes';
  }

  /** Ends the reservations of a job, with the path of its file or without one; the answer is who may now ask again. */
  settle(job: Job, path: string | undefined): Job[] {
    const isNew = path !== undefined && this.#isNewFile(path);
    return this.#quotas.flatMap((quota) => quota.settle(job.row, isNew, job.attempts > 0));
  }

  /** Counts a file that is here already, once however often it is asked for. */
  countFile(row: Row, path: string): Job[] {
    return this.#isNewFile(path) ? this.#quotas.flatMap((quota) => quota.count(row, 1)) : [];
  }

  /** A file that was counted is no more. */
  takeBack(row: Row, path: string): Job[] {
    this.#files.set(path, 0);
    return this.#quotas.flatMap((quota) => quota.count(row, -1));
  }

  /** Counts a row of the journal: one file more, or one fewer. */
  replay(row: Row, delta: 1 | -1): void {
    const { path, removed, retracts } = row;
    const file = path ?? removed;
    if (typeof file === 'string') void (delta === 1 ? this.countFile(row, file) : this.takeBack(row, file));
    // A duplicate that was skipped has no file of its own, neither when it is answered nor when that is taken back.
    else if (delta === -1 && retracts === undefined) this.takeBack(row, '');
  }

  #isNewFile(path: string): boolean {
    if (this.#files.get(path) === 1) return false;
    this.#files.set(path, 1);
    return true;
  }

  /** Those who wait for a value that is full, in case that a file is taken back: to be told when none will be. */
  drainFull(): Job[] {
    return this.#quotas.flatMap((quota) => quota.drainFull());
  }

  drain(): Job[] {
    return this.#quotas.flatMap((quota) => quota.drain());
  }

  /** How every value of every field stands. */
  stands(): { field: string; value: string; stand: QuotaStand }[] {
    return this.#quotas.flatMap((quota) =>
      quota.stands().map(([value, stand]) => ({ field: quota.field, value, stand })),
    );
  }

  #readCount(row: Row): void {
    const count = this.#countField === undefined ? undefined : row[this.#countField];
    if (typeof count === 'number' && count > 0) this.#expected = count;
  }
}
