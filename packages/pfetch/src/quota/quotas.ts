import { KeyedHash, PagedTable, type Row } from '@fetchutils/plumbing';

import type { Job } from '../row/job.js';
import type { QuotaRule } from './parse-quota.js';
import { Quota, type QuotaStand } from './quota.js';

/** Which values will come: so many of them, or those; or a field of the rows says how many. */
export type Announcement = { count: number } | { values: readonly string[] } | { countField: string };

/** A job that has waited: it has its place now, or there will be none. */
export type Woken = { job: Job; admission: 'goes' | 'full' };

/** All quotas of a run: a job goes when each of them has a place for it. */
export class Quotas {
  readonly #quotas: readonly Quota[];
  /** Files counted so far, 1 by value and path: the same file must not fill two places. */
  readonly #files = new PagedTable('the files that quotas have counted');
  readonly #hash = new KeyedHash();
  /** Jobs under way whose file is counted already: they need no place. */
  readonly #placeless = new Set<Job>();
  #expected: number | undefined;
  readonly #countField: string | undefined;
  #isOverbooked = false;

  /** Where files may be taken back, rows for a full value wait for that, until `drainFull`. */
  constructor(rules: readonly QuotaRule[], announced?: Announcement, mayReopen = false) {
    const awaited = announced !== undefined && 'values' in announced ? new Set(announced.values) : undefined;
    // What is announced are the values of the first quota.
    this.#quotas = rules.map((rule, index) => new Quota(rule, mayReopen, index === 0 ? awaited : undefined));
    if (announced !== undefined && 'countField' in announced) this.#countField = announced.countField;
    else if (announced !== undefined) this.#expected = 'count' in announced ? announced.count : awaited?.size;
  }

  /** True where no row to come can be of use: every announced value of the first quota is full. */
  get isComplete(): boolean {
    return this.#expected !== undefined && (this.#quotas[0]?.full ?? 0) >= this.#expected;
  }

  /** True where a value has fewer files than wanted, or an announced value never came. */
  get isShort(): boolean {
    if (this.isComplete) return false;
    return this.#expected !== undefined || this.stands().some(({ stand }) => stand.got < stand.wanted);
  }

  /** Announced values of which there has been no row. */
  get absent(): number {
    return Math.max(0, (this.#expected ?? 0) - (this.#quotas[0]?.known ?? 0));
  }

  /** True once, after files that needed no place have filled a value with jobs under way: those have lost theirs. */
  takeOverbooking(): boolean {
    const isOverbooked = this.#isOverbooked;
    this.#isOverbooked = false;
    return isOverbooked;
  }

  /** True for a row that counts for some quota. */
  covers(row: Row): boolean {
    return this.#quotas.some((quota) => quota.valueOf(row) !== undefined);
  }

  /** The field of a quota that a row does not have. */
  fieldMissingIn(row: Row): string | undefined {
    return this.#quotas.find((quota) => quota.valueOf(row) === undefined)?.field;
  }

  /** Reserves a place in every quota, or lets the job wait for one (`waits`), or finds that there is none (`full`). */
  admit(job: Job, path: string): Woken['admission'] | 'waits' {
    this.readCount(job.row);
    if (this.#isCounted(job.row, path)) {
      this.#placeless.add(job);
      return 'goes';
    }
    return this.#findPlace(job);
  }

  /** Ends a job, with the path of its file or without one; the answer is who has waited for its place. */
  settle(job: Job, path: string | undefined): Woken[] {
    for (const quota of this.#quotas) if (job.attempts > 0) quota.countTry(job.row);
    if (!this.#placeless.delete(job)) for (const quota of this.#quotas) quota.release(job.row);
    if (path !== undefined) this.#addFile(job.row, path);
    return this.#wake(job.row);
  }

  /** True where a job under way has no place any more. */
  hasLostPlace(job: Job): boolean {
    return !this.#placeless.has(job) && this.#quotas.some((quota) => quota.isOverbooked(job.row));
  }

  /** Counts a file that is here already, once however often it is asked for. */
  countFile(row: Row, path: string): Woken[] {
    this.readCount(row);
    this.#addFile(row, path);
    return this.#wake(row);
  }

  /** A file is no more; where it was counted, its place is free again. */
  takeBack(row: Row, path: string): Woken[] {
    if (!this.#isCounted(row, path)) return [];
    this.#mark(row, path, 0);
    for (const quota of this.#quotas) quota.count(row, -1);
    return this.#wake(row);
  }

  /** Counts an answer of the journal to a row: a try, a file, or one that was taken back. A failed refresh leaves the file where it is. */
  replay(answer: Row, row: Row): void {
    const { ok, path, removed, attempts, retracts } = answer;
    this.readCount(row);
    // A row that takes an answer back tells of the same attempts again.
    if (typeof attempts === 'number' && attempts > 0 && retracts === undefined)
      for (const quota of this.#quotas) quota.countTry(row);
    if (ok === true && typeof path === 'string') this.#addFile(row, path);
    else if (ok === false && typeof removed === 'string') this.takeBack(row, removed);
  }

  /** Learns from a row how many values are to come, where its field says so. */
  readCount(row: Row): void {
    if (this.#countField === undefined) return;
    const count = Number(row[this.#countField] ?? 0);
    if (Number.isSafeInteger(count) && count > 0) this.#expected = count;
  }

  /** Jobs that wait for a place. */
  get parked(): number {
    return this.#quotas.reduce((sum, quota) => sum + quota.parked, 0);
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

  #findPlace(job: Job): Woken['admission'] | 'waits' {
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

  /** Asks those who wait until the places are taken: one that cannot go, for another quota's sake, must not keep its place. */
  #wake(row: Row): Woken[] {
    const woken: Woken[] = [];
    for (const quota of this.#quotas) {
      for (let job = quota.next(row); job !== undefined; job = quota.next(row)) {
        const admission = this.#findPlace(job);
        if (admission !== 'waits') woken.push({ job, admission });
      }
    }
    return woken;
  }

  #addFile(row: Row, path: string): void {
    if (this.#isCounted(row, path)) return;
    this.#mark(row, path, 1);
    for (const quota of this.#quotas) {
      quota.count(row, 1);
      if (quota.isOverbooked(row)) this.#isOverbooked = true;
    }
  }

  #isCounted(row: Row, path: string): boolean {
    if (this.#files.size === 0) return false;
    this.#hashOf(row, path);
    return this.#files.get(this.#hash.high, this.#hash.low)?.[0] === 1;
  }

  #mark(row: Row, path: string, counted: 0 | 1): void {
    this.#hashOf(row, path);
    this.#files.set(this.#hash.high, this.#hash.low, counted, 0);
  }

  #hashOf(row: Row, path: string): void {
    this.#hash.hash([path, ...this.#quotas.map((quota) => quota.valueOf(row) ?? '')].join('\0'));
  }
}
