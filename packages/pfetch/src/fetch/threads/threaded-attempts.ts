import type { FetchError } from '@fetchutils/plumbing/http';

import type { Job } from '../../intake/job.js';
import type { AttemptResult } from '../attempt-result.js';
import type { Attempting } from '../attempting.js';
import { chooseThread } from './choose-thread.js';
import { endedResult } from './ended-result.js';
import { type Assignment, FetchThread, type FetchThreadParts } from './fetch-thread.js';

export type ThreadedAttemptsParts = Omit<FetchThreadParts, 'onDrop' | 'onLeft' | 'onFailure'> & {
  count: number;
  /** Makes the attempts that need no server. */
  local: Attempting;
};

/** Attempts under way in other threads: what one of them takes costs this one two messages. */
export class ThreadedAttempts implements Attempting {
  readonly #local: Attempting;
  readonly #threads: readonly [FetchThread, ...FetchThread[]];
  /** By the key of their file, attempts that were dropped and that a thread still clears away, and who waits for that. */
  readonly #leaving = new Map<string, Assignment | undefined>();
  #onFailure: (error: unknown) => void = () => undefined;

  constructor({ count, local, ...parts }: ThreadedAttemptsParts) {
    this.#local = local;
    const createThread = (): FetchThread =>
      new FetchThread({
        ...parts,
        onDrop: (job) => void this.#leaving.set(job.name.key, undefined),
        onLeft: (job) => this.#left(job),
        onFailure: (error) => this.#onFailure(error),
      });
    this.#threads = [createThread(), ...Array.from({ length: count - 1 }, createThread)];
  }

  /** Tells whom to tell that a thread has broken down: the run cannot go on. */
  onFailure(tell: (error: unknown) => void): void {
    this.#onFailure = tell;
  }

  start(job: Job, done: (result: AttemptResult) => void): void {
    if (job.url.protocol === 'data:') return this.#local.start(job, done);
    const { key } = job.name;
    if (this.#leaving.has(key)) this.#leaving.set(key, { job, done });
    else chooseThread(job.url.hostname, this.#threads).start({ job, done });
  }

  abort(error: FetchError, isMeant?: (job: Job) => boolean): void {
    this.#endWaiting(error, isMeant);
    for (const thread of this.#threads)
      if (isMeant === undefined) thread.abort(error);
      else thread.drop(error, isMeant);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  #left(job: Job): void {
    const waiting = this.#leaving.get(job.name.key);
    this.#leaving.delete(job.name.key);
    if (waiting !== undefined) this.start(waiting.job, waiting.done);
  }

  #endWaiting(error: FetchError, isMeant: (job: Job) => boolean = () => true): void {
    for (const [key, waiting] of this.#leaving) {
      if (waiting === undefined || !isMeant(waiting.job)) continue;
      this.#leaving.set(key, undefined);
      waiting.done(endedResult(error));
    }
  }
}
