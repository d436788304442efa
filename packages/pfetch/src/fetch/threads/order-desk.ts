import type { FetchError } from '@fetchutils/plumbing/http';

import type { Job } from '../../intake/job.js';
import type { AttemptSetting } from '../attempt-setting.js';
import { Attempts } from '../attempts.js';
import type { FindPlace, Place } from '../find-place.js';
import type { FromThread, Order, ToThread } from './messages.js';
import { Outbox } from './outbox.js';
import { fromPlainPlace } from './plain-place.js';
import { fromPlainError, toPlainOutcome } from './plain-result.js';

/** A thread's end of the main thread: makes the attempts that it is told to make, and says what came of them. */
export class OrderDesk {
  readonly #attempts: Attempts;
  readonly #orders = new Map<Job, Order>();
  readonly #asking = new Map<number, (place: Place) => void>();
  readonly #outbox: Outbox<FromThread>;

  constructor(setting: AttemptSetting, send: (told: FromThread) => void) {
    this.#attempts = new Attempts({ ...setting, findPlace: this.#findPlace });
    this.#outbox = new Outbox({
      create: () => ({ results: [], questions: [] }),
      send,
      isEnough: (entries) => entries * 4 >= this.#orders.size,
    });
  }

  hear({ orders, places, aborts }: ToThread): void {
    for (const order of orders) this.#start(order);
    for (const { id, place } of places) this.#settle(id, fromPlainPlace(place));
    for (const { ids, error } of aborts) this.#abort(ids, fromPlainError(error));
  }

  #start(order: Order): void {
    const job = jobOf(order);
    this.#orders.set(job, order);
    this.#attempts.start(job, ({ outcome, ...result }) => {
      this.#orders.delete(job);
      this.#outbox.add().results.push({ ...result, outcome: toPlainOutcome(outcome), id: order.id });
    });
  }

  #abort(ids: ReadonlySet<number>, error: FetchError): void {
    this.#attempts.abort(error, (job) => ids.has(this.#orders.get(job)?.id ?? 0));
  }

  #settle(id: number, place: Place): void {
    const done = this.#asking.get(id);
    this.#asking.delete(id);
    done?.(place);
  }

  readonly #findPlace: FindPlace = ({ job, url, headers }, received, done) => {
    const order = this.#orders.get(job);
    if (order?.asksPlace !== true) return done(job.name.key);
    this.#asking.set(order.id, done);
    const named = headers.filter(([name]) => name.toLowerCase() === 'content-disposition');
    this.#outbox.add().questions.push({ id: order.id, received, url: url.href, headers: named });
  };
}

/** The job of an order; what the main thread keeps to itself is left empty. */
function jobOf({ url, key, expected, headers, validators, attempts, isSecondLook }: Order): Job {
  return {
    ...{ url: new URL(url), name: { key }, expected, headers, validators, attempts, isSecondLook },
    ...{
      line: 0,
      text: '',
      row: {},
      urlText: '',
      mirrors: [],
      failures: 0,
      postponements: 0,
      startedAtMs: 0,
    },
  };
}
