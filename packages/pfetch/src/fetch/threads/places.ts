import type { Job } from '../../intake/job.js';
import type { FindPlace, Place } from '../find-place.js';
import type { Question } from './messages.js';

type Asking = { job: Job; ask: () => void };

/**
 * Finds places for bodies in other threads. Where contents are compared, of the same bytes one waits until the one before
 * has its answer: it is what the next is compared with.
 */
export class Places {
  readonly #find: FindPlace;
  readonly #comparesContents: boolean;
  /** By digest: who has been told a place and has no answer yet, and behind it who waits. */
  readonly #askers = new Map<string, Asking[]>();
  readonly #digests = new Map<Job, string>();

  constructor(find: FindPlace, comparesContents: boolean) {
    this.#find = find;
    this.#comparesContents = comparesContents;
  }

  find(job: Job, { received, url, headers }: Question, done: (place: Place) => void): void {
    const ask = (): void => this.#find({ job, url: new URL(url), headers }, received, done);
    const digest = this.#comparesContents ? received.digests['sha256'] : undefined;
    if (digest === undefined) return ask();
    this.#digests.set(job, digest);
    const askers = this.#askers.get(digest);
    if (askers !== undefined) return void askers.push({ job, ask });
    this.#askers.set(digest, [{ job, ask }]);
    ask();
  }

  /** Hears that a job has its answer, or wants no place any more. */
  release(job: Job): void {
    const digest = this.#digests.get(job);
    if (digest === undefined) return;
    this.#digests.delete(job);
    const askers = this.#askers.get(digest) ?? [];
    const wasFirst = askers[0]?.job === job;
    const left = askers.filter((asking) => asking.job !== job);
    if (left.length === 0) this.#askers.delete(digest);
    else this.#askers.set(digest, left);
    if (wasFirst) left[0]?.ask();
  }
}
