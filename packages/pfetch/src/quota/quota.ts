import { fieldText, type Row } from '@fetchutils/plumbing';

import { Queue } from '@fetchutils/plumbing';
import type { Job } from '../row/job.js';
import type { QuotaRule } from './parse-quota.js';

/** How one value of the field stands. */
export type QuotaStand = { wanted: number; got: number; tried: number };

type Place = { got: number; reserved: number; tried: number; isAwaited: boolean; waiting: Queue<Job> };

/** The places of one `--quota FIELD=N`: reserved before a request, given back when it fails, so never N+1 and never fewer. */
export class Quota {
  readonly #rule: QuotaRule;
  readonly #places = new Map<string, Place>();
  /** True where a file that was counted may be taken back: rows for a full value wait then, too. */
  readonly #mayReopen: boolean;
  readonly #awaited: ReadonlySet<string> | undefined;
  #full = 0;
  #parked = 0;

  /** Where values are awaited, they are known before their first row, and only they count as full. */
  constructor(rule: QuotaRule, mayReopen = false, awaited?: ReadonlySet<string>) {
    this.#rule = rule;
    this.#mayReopen = mayReopen;
    this.#awaited = awaited;
    for (const value of awaited ?? []) this.#placeOf(value);
  }

  get field(): string {
    return this.#rule.field;
  }

  /** Jobs that wait. */
  get parked(): number {
    return this.#parked;
  }

  /** Values that have all they want. */
  get full(): number {
    return this.#full;
  }

  /** Values known so far. */
  get known(): number {
    return this.#places.size;
  }

  /** The value of a row; undefined where it has none, so that there is no limit for it. */
  valueOf(row: Row): string | undefined {
    return fieldText(row[this.#rule.field]);
  }

  /** Whether a row may go now: `busy` where every place left is reserved. */
  stateFor(row: Row): 'free' | 'busy' | 'full' {
    const place = this.#placeFor(row);
    if (place === undefined) return 'free';
    if (place.got + place.reserved < this.#rule.limit) return 'free';
    return this.#isFull(place) && !this.#mayReopen ? 'full' : 'busy';
  }

  reserve(row: Row): void {
    const place = this.#placeFor(row);
    if (place !== undefined) place.reserved += 1;
  }

  /** Gives a reserved place back. */
  release(row: Row): void {
    const place = this.#placeFor(row);
    if (place !== undefined) place.reserved -= 1;
  }

  /** Lets a job wait for a place of its value. */
  park(job: Job): void {
    this.#placeFor(job.row)?.waiting.push(job);
    this.#parked += 1;
  }

  /** Who waits for a place of this row's value, where there is something to tell: there is one, or there will be none. */
  next(row: Row): Job | undefined {
    const place = this.#placeFor(row);
    const next = place === undefined || this.stateFor(row) === 'busy' ? undefined : place.waiting.shift();
    if (next !== undefined) this.#parked -= 1;
    return next;
  }

  /** Counts a file more, or with -1 one that is no more. */
  count(row: Row, delta: 1 | -1): void {
    const place = this.#placeFor(row);
    if (place === undefined) return;
    const wasFull = this.#isFull(place);
    place.got += delta;
    if (this.#isFull(place) !== wasFull && place.isAwaited) this.#full += delta;
  }

  /** Counts a row that has been tried, with or without success. */
  countTry(row: Row): void {
    const place = this.#placeFor(row);
    if (place !== undefined) place.tried += 1;
  }

  /** True where a value has all it wants although places are still reserved: files that needed none have filled it. */
  isOverbooked(row: Row): boolean {
    const place = this.#placeFor(row);
    return place !== undefined && this.#isFull(place) && place.reserved > 0;
  }

  /** Those who wait for a value that is full, when no place will be given back. */
  drainFull(): Job[] {
    const full = [...this.#places.values()].filter((place) => this.#isFull(place));
    const jobs = full.flatMap(({ waiting }) => waiting.drain());
    this.#parked -= jobs.length;
    return jobs;
  }

  /** Everybody who waits, when the run ends before their turn. */
  drain(): Job[] {
    this.#parked = 0;
    return [...this.#places.values()].flatMap(({ waiting }) => waiting.drain());
  }

  /** How every value stands, for the summary. */
  stands(): [value: string, stand: QuotaStand][] {
    return [...this.#places].map(([value, { got, tried }]) => [
      value,
      { wanted: this.#rule.limit, got, tried },
    ]);
  }

  #isFull({ got }: Place): boolean {
    return got >= this.#rule.limit;
  }

  #placeFor(row: Row): Place | undefined {
    const value = this.valueOf(row);
    return value === undefined ? undefined : this.#placeOf(value);
  }

  #placeOf(value: string): Place {
    let place = this.#places.get(value);
    if (place === undefined) {
      const isAwaited = this.#awaited?.has(value) ?? true;
      place = { got: 0, reserved: 0, tried: 0, isAwaited, waiting: new Queue() };
      this.#places.set(value, place);
    }
    return place;
  }
}
