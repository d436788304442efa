import { Roster } from '@fetchutils/plumbing';
import type { FetchError, Ticking } from '@fetchutils/plumbing/http';

import type { Job } from '../intake/job.js';
import type { AttemptResult } from './attempt-result.js';
import { Attempt } from './attempt.js';
import type { AttemptSetting } from './attempt-setting.js';
import { fetchDataUrl } from './fetch-data-url.js';

/** The attempts under way, which share one place at the ticker: two of their own cost 0.3 us a file. */
export class Attempts implements Ticking {
  readonly #setting: AttemptSetting;
  readonly #underWay = new Roster<Attempt>();

  constructor(setting: AttemptSetting) {
    this.#setting = setting;
  }

  /** Starts one; `done` is called once. */
  start(job: Job, done: (result: AttemptResult) => void): void {
    if (job.url.protocol === 'data:') return fetchDataUrl(job, this.#setting, done);
    const attempt = new Attempt(job, this.#setting, (result) => {
      this.#underWay.delete(attempt);
      if (this.#underWay.size === 0) this.#setting.ticker.remove(this);
      done(result);
    });
    if (this.#underWay.size === 0) this.#setting.ticker.add(this);
    this.#underWay.add(attempt);
    attempt.begin();
  }

  tick(nowMs: number): void {
    for (const attempt of this.#underWay) attempt.tick(nowMs);
  }

  /** Ends all of them, or those of some jobs. */
  abort(error: FetchError, isMeant: (job: Job) => boolean = () => true): void {
    for (const attempt of this.#underWay) if (isMeant(attempt.job)) attempt.abort(error);
  }
}
