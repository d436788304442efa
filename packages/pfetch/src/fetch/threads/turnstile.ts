import type { Job } from '../../intake/job.js';

/** Lets jobs pass one at a time for each key: the next once the one before has left. */
export class Turnstile {
  /** By key, who has passed and behind it who waits. */
  readonly #lines = new Map<string, { job: Job; go: () => void }[]>();
  readonly #keys = new Map<Job, string>();

  /** Calls `go` when it is the job's turn; at once where it has no key. */
  enter(key: string | undefined, job: Job, go: () => void): void {
    if (key === undefined) return go();
    this.#keys.set(job, key);
    const line = this.#lines.get(key);
    if (line !== undefined) return void line.push({ job, go });
    this.#lines.set(key, [{ job, go }]);
    go();
  }

  /** Takes a job out, whether it has passed or still waits. */
  leave(job: Job): void {
    const key = this.#keys.get(job);
    if (key === undefined) return;
    this.#keys.delete(job);
    const line = this.#lines.get(key) ?? [];
    const hadPassed = line[0]?.job === job;
    const left = line.filter((other) => other.job !== job);
    if (left.length === 0) this.#lines.delete(key);
    else this.#lines.set(key, left);
    if (hadPassed) left[0]?.go();
  }
}
