import { bodyIdOf } from '../row/body-id-of.js';
import type { Job } from '../row/job.js';

/** Jobs that have no answer yet, by the name of their file: two of one name must not write to one file. */
export class InFlight {
  readonly #leaders = new Map<string, Job>();
  readonly #followers = new Map<Job, Job[]>();

  /** Whether the job may go: a second one of its name waits for the first and shares its answer, if its URL is the same. */
  enter(job: Job): 'goes' | 'waits' | 'taken' {
    const leader = this.#leaders.get(job.name.key);
    if (leader === undefined) {
      this.#leaders.set(job.name.key, job);
      return 'goes';
    }
    if (bodyIdOf(leader.ownUrl) !== bodyIdOf(job.ownUrl)) return 'taken';
    const followers = this.#followers.get(leader);
    if (followers === undefined) this.#followers.set(leader, [job]);
    else followers.push(job);
    return 'waits';
  }

  /** Ends a job; the answer is who has waited for it. */
  leave(job: Job): readonly Job[] {
    this.#leaders.delete(job.name.key);
    const followers = this.#followers.get(job);
    if (followers === undefined) return none;
    this.#followers.delete(job);
    return followers;
  }
}

const none: readonly Job[] = [];
