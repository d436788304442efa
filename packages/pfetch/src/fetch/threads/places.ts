import type { Job } from '../../intake/job.js';
import type { FindPlace, Place } from '../find-place.js';
import type { Question } from './messages.js';
import { Turnstile } from './turnstile.js';

export type PlacesParts = {
  findPlace: FindPlace;
  /** True where the same bytes may be judged by those that came before. */
  comparesContents: boolean;
  /** True where more jobs of a quota are under way than it has places. */
  mayLosePlace(job: Job): boolean;
};

/**
 * Finds places for bodies in other threads. Where one hangs on another (the same bytes, the last places of a quota), it waits
 * until that one has its answer: a body gets its name in the other thread, and what is judged here must know of it.
 */
export class Places {
  readonly #parts: PlacesParts;
  readonly #quotas = new Turnstile();
  readonly #contents = new Turnstile();

  constructor(parts: PlacesParts) {
    this.#parts = parts;
  }

  find(job: Job, { received, url, headers }: Question, done: (place: Place) => void): void {
    const { findPlace, comparesContents, mayLosePlace } = this.#parts;
    this.#quotas.enter(mayLosePlace(job) ? '' : undefined, job, () => {
      const digest = comparesContents ? received.digests['sha256'] : undefined;
      this.#contents.enter(digest, job, () => findPlace({ job, url: new URL(url), headers }, received, done));
    });
  }

  /** Hears that a job has its answer, or wants no place any more. */
  release(job: Job): void {
    this.#contents.leave(job);
    this.#quotas.leave(job);
  }
}
