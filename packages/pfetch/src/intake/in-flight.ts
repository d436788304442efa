import type { Job } from './job.js';

/** Jobs that have no answer yet, by the name of their file: two of one name must not write to one file. */
export class InFlight {
  readonly #leaders = new Map<string, Job[]>();

  /** True where the job may go; a second one of its name waits for the first and shares its answer. */
  enter(job: Job): boolean {
    const { key } = job.name;
    const followers = this.#leaders.get(key);
    if (followers === undefined) {
      this.#leaders.set(key, none);
      return true;
    }
    if (followers === none) this.#leaders.set(key, [job]);
    else followers.push(job);
    return false;
  }

  /** Ends a job; the answer is who has waited for it. */
  leave(job: Job): readonly Job[] {
    const followers = this.#leaders.get(job.name.key) ?? none;
    this.#leaders.delete(job.name.key);
    return followers;
  }
}

const none: Job[] = [];
