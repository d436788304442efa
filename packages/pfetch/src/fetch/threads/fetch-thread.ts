import type { Worker } from 'node:worker_threads';

import { FetchError } from '@fetchutils/plumbing/http';

import type { Job } from '../../intake/job.js';
import type { Outcome } from '../../intake/outcome.js';
import type { AttemptResult } from '../attempt-result.js';
import type { Place } from '../find-place.js';
import { endedResult } from './ended-result.js';
import type { FromThread, Question, ToThread } from './messages.js';
import { Outbox } from './outbox.js';
import type { Places } from './places.js';
import { fromPlainOutcome, toPlainError } from './plain-result.js';
import { toPlainPlace } from './plain-place.js';

/** An attempt that a thread makes. */
export type Assignment = { readonly job: Job; readonly done: (result: AttemptResult) => void };

type UnderWay = Assignment & {
  /** True once its body has been told its place, and may have it by now. */
  hasPlace: boolean;
  /** Why nobody waits for it any more. */
  dropped: FetchError | undefined;
};

export type FetchThreadParts = {
  startWorker(): Worker;
  places: Places;
  asksPlace(job: Job): boolean;
  /** Sees a body that has its name, before its row is answered. */
  onFetched(outcome: Outcome): void;
  /** Hears that an attempt is dropped, and later that nothing is left of it. */
  onDrop(job: Job): void;
  onLeft(job: Job): void;
  /** Hears that the thread has broken down, before its attempts are ended. */
  onFailure(error: unknown): void;
};

/** The main thread's end of one thread that makes attempts; the thread itself begins with its first. */
export class FetchThread {
  readonly #parts: FetchThreadParts;
  readonly #underWay = new Map<number, UnderWay>();
  #worker: Worker | undefined;
  #hasEnded = false;
  #lastId = 0;
  readonly #outbox: Outbox<ToThread>;
  #whenIdle: (() => void) | undefined;

  constructor(parts: FetchThreadParts) {
    this.#parts = parts;
    this.#outbox = new Outbox({
      create: () => ({ orders: [], places: [], aborts: [] }),
      send: (message) => this.#worker?.postMessage(message),
      isEnough: (entries) => entries * 4 >= this.load,
    });
  }

  /** Attempts under way. */
  get load(): number {
    return this.#underWay.size;
  }

  start({ job, done }: Assignment): void {
    if (this.#hasEnded) return done(endedResult(brokenDown));
    this.#worker ??= this.#startWorker();
    const id = (this.#lastId += 1);
    this.#underWay.set(id, { job, done, hasPlace: false, dropped: undefined });
    const { url, name, expected, headers, validators, attempts, isSecondLook } = job;
    const asksPlace = this.#parts.asksPlace(job);
    this.#outbox.add().orders.push({
      ...{ id, url: url.href, key: name.key, asksPlace },
      ...{ expected, headers, validators, attempts, isSecondLook },
    });
  }

  /** Has all of them ended; each gives its result, but for those that come first to their end. */
  abort(error: FetchError): void {
    if (this.load > 0)
      this.#outbox.add().aborts.push({ ids: new Set(this.#underWay.keys()), error: toPlainError(error) });
  }

  /**
   * Answers those of some jobs now, and tells the thread to leave nothing of them. A body that has been told its place may
   * have its name by now: the thread says.
   */
  drop(error: FetchError, isMeant: (job: Job) => boolean): void {
    const ids = new Set<number>();
    for (const [id, attempt] of this.#underWay) {
      const { job, done, hasPlace, dropped } = attempt;
      if (dropped !== undefined || !isMeant(job)) continue;
      ids.add(id);
      if (hasPlace) continue;
      attempt.dropped = error;
      this.#parts.places.release(job);
      this.#parts.onDrop(job);
      this.#answer(id, error);
      done(endedResult(error));
    }
    if (ids.size > 0) this.#outbox.add().aborts.push({ ids, error: toPlainError(error) });
  }

  /** Ends what is under way, and then the thread. */
  async close(): Promise<void> {
    this.abort(closed);
    if (this.load > 0) await new Promise<void>((resolve) => (this.#whenIdle = resolve));
    this.#hasEnded = true;
    await this.#worker?.terminate();
  }

  #startWorker(): Worker {
    const worker = this.#parts.startWorker();
    worker.on('message', (told: FromThread) => this.#hear(told));
    worker.on('error', (error) => this.#fail(error));
    worker.on('exit', () => this.#fail(new Error('a thread ended by itself')));
    return worker;
  }

  #hear({ results, questions }: FromThread): void {
    for (const question of questions) this.#ask(question);
    for (const { id, outcome: plain, ...result } of results) {
      const attempt = this.#underWay.get(id);
      if (attempt === undefined) continue;
      const outcome = fromPlainOutcome(plain);
      if (outcome.outcome === 'fetched') this.#parts.onFetched(outcome);
      this.#finish(id, attempt, { ...result, outcome });
    }
  }

  #ask(question: Question): void {
    const { id } = question;
    const attempt = this.#underWay.get(id);
    if (attempt?.dropped !== undefined) return this.#answer(id, attempt.dropped);
    if (attempt === undefined) return;
    this.#parts.places.find(attempt.job, question, (place) => {
      attempt.hasPlace = true;
      this.#answer(id, place);
    });
  }

  #answer(id: number, place: Place): void {
    this.#outbox.add().places.push({ id, place: toPlainPlace(place) });
  }

  #finish(id: number, { job, done, dropped }: UnderWay, result: AttemptResult): void {
    this.#underWay.delete(id);
    if (dropped !== undefined) this.#parts.onLeft(job);
    else done(result);
    this.#parts.places.release(job);
    if (this.load === 0) this.#whenIdle?.();
  }

  #fail(error: unknown): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#parts.onFailure(error);
    for (const [id, attempt] of this.#underWay) this.#finish(id, attempt, endedResult(brokenDown));
  }
}

const closed = new FetchError('cancelled', 'stopped', 'the run was stopped', true);
const brokenDown = new FetchError('cancelled', 'stopped', 'the thread that fetched it broke down', true);
