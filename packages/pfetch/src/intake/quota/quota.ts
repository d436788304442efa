import type { Row } from '@fetchutils/plumbing';

import { Queue } from '../../schedule/queue.js';
import type { Job } from '../job.js';
import type { QuotaRule } from './parse-quota.js';

/** How one value of the field stands. */
export type QuotaStand = { wanted: number; got: number; tried: number };

type Place = { got: number; reserved: number; tried: number; waiting: Queue<Job> };

/** The places of one `--quota FIELD=N`: reserved before a request, given back when it fails, so never N+1 and never fewer. */
export class Quota {
  readonly #rule: QuotaRule;
  /** True where a file that was counted may be taken back: rows for a full value wait then, too. */
  readonly #mayReopen: boolean;
  readonly #places = new Map<string, Place>();
  #full = 0;
  #parked = 0;

  constructor(rule: QuotaRule, mayReopen: boolean) {
    this.#rule = rule;
    this.#mayReopen = mayReopen;
  }

  /** Jobs that wait. */
  get parked(): number {
    return this.#parked;
  }

  get field(): string {
    return this.#rule.field;
  }

  /** Values that have all they want. */
  get full(): number {
    return this.#full;
  }

  /** Makes a value known before its first row. */
  announce(value: string): void {
    this.#placeOf(value);
  }

  /** Values known so far. */
  get known(): number {
    return this.#places.size;
  }

  /** Whether a row may go now: `busy` where every place left is reserved. A row without the field is free. */
  stateFor(row: Row): 'free' | 'busy' | 'full' {
    const place = this.#placeFor(row);
    if (place === undefined || place.got + place.reserved < this.#rule.limit) return 'free';
    return place.got >= this.#rule.limit && !this.#mayReopen ? 'full' : 'busy';
  }

  reserve(row: Row): void {
    const place = this.#placeFor(row);
    if (place !== undefined) place.reserved += 1;
  }

  /** Lets a job wait for a place of its value. */
  park(job: Job): void {
    this.#placeFor(job.row)?.waiting.push(job);
    this.#parked += 1;
  }

  /** Ends a reservation; the answer is who may now ask again. */
  settle(row: Row, isSuccess: boolean, wasTried: boolean): Job[] {
    const place = this.#placeFor(row);
    if (place === undefined) return [];
    place.reserved -= 1;
    if (wasTried) place.tried += 1;
    return isSuccess ? this.#add(place) : this.#wakeOne(place);
  }

  /** Counts a file that needed no reservation (it is here already), or with -1 one that was taken back. */
  count(row: Row, delta: 1 | -1): Job[] {
    const place = this.#placeFor(row);
    if (place === undefined) return [];
    if (delta === 1) return this.#add(place);
    if (place.got === this.#rule.limit) this.#full -= 1;
    place.got -= 1;
    return this.#wakeOne(place);
  }

  /** Everybody who waits, when the run ends before their turn. */
  drain(): Job[] {
    this.#parked = 0;
    return [...this.#places.values()].flatMap(({ waiting }) => waiting.drain());
  }

  /** Those who wait for a value that is full, when no place will be given back. */
  drainFull(): Job[] {
    const full = [...this.#places.values()].filter(({ got }) => got >= this.#rule.limit);
    return full.flatMap((place) => this.#drain(place));
  }

  /** How every value stands, for the summary. */
  stands(): [value: string, stand: QuotaStand][] {
    return [...this.#places].map(([value, { got, tried }]) => [
      value,
      { wanted: this.#rule.limit, got, tried },
    ]);
  }

  #add(place: Place): Job[] {
    place.got += 1;
    if (place.got !== this.#rule.limit) return [];
    this.#full += 1;
    // They will be told that it is full.
    return this.#mayReopen ? [] : this.#drain(place);
  }

  #drain({ waiting }: Place): Job[] {
    this.#parked -= waiting.length;
    return waiting.drain();
  }

  #wakeOne({ waiting }: Place): Job[] {
    const next = waiting.shift();
    if (next === undefined) return [];
    this.#parked -= 1;
    return [next];
  }

  #placeFor(row: Row): Place | undefined {
    const value = row[this.#rule.field];
    if (value === undefined || value === null) return undefined;
    return this.#placeOf(typeof value === 'string' ? value : JSON.stringify(value));
  }

  #placeOf(value: string): Place {
    let place = this.#places.get(value);
    if (place === undefined) {
      place = { got: 0, reserved: 0, tried: 0, waiting: new Queue() };
      this.#places.set(value, place);
    }
    return place;
  }
}
