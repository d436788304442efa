import type { FetchError } from '@fetchutils/plumbing/http';

import type { Job } from '../intake/job.js';
import { Attempt, type AttemptResult } from './attempt.js';
import type { AttemptSetting } from './attempt-setting.js';
import { fetchDataUrl } from './fetch-data-url.js';

/** The attempts under way. */
export class Attempts {
  readonly #setting: AttemptSetting;
  readonly #underWay = new Map<Attempt, Job>();

  constructor(setting: AttemptSetting) {
    this.#setting = setting;
  }

  /** Starts one; `done` is called once. */
  start(job: Job, done: (result: AttemptResult) => void): void {
    if (job.url.protocol === 'data:') return fetchDataUrl(job, this.#setting, done);
    const attempt = new Attempt(job, this.#setting, (result) => {
      this.#underWay.delete(attempt);
      done(result);
    });
    this.#underWay.set(attempt, job);
    attempt.begin();
  }

  /** Ends all of them, or those of some jobs. */
  abort(error: FetchError, isMeant: (job: Job) => boolean = () => true): void {
    for (const [attempt, job] of this.#underWay) if (isMeant(job)) attempt.abort(error);
  }
}
