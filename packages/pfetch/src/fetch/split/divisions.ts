import type { FetchError } from '@fetchutils/plumbing/http';

import type { Job } from '../../row/job.js';
import type { Outcome } from '../../row/outcome.js';
import type { AttemptSetting } from '../attempt-setting.js';
import { Division, type DivisionHooks, type DivisionStart } from './division.js';

/** The bodies of a run that come over several connections. */
export class Divisions {
  readonly #setting: AttemptSetting;
  readonly #byJob = new WeakMap<Job, Division>();
  readonly #underWay = new Set<Division>();
  #scheduler: Pick<DivisionHooks, 'add' | 'answer'> | undefined;

  constructor(setting: AttemptSetting) {
    this.#setting = setting;
  }

  /** Says who starts jobs and who answers rows. */
  serve(scheduler: Pick<DivisionHooks, 'add' | 'answer'>): void {
    this.#scheduler = scheduler;
  }

  /** The one that a job belongs to, be it over or not. */
  of(job: Job): Division | undefined {
    return this.#byJob.get(job);
  }

  /** Begins one, with no connection yet. */
  begin(start: DivisionStart): Division {
    const division = new Division(start, this.#setting, {
      add: (job) => {
        if (job !== division.job) this.#byJob.set(job, division);
        this.#scheduler?.add(job);
      },
      answer: (job, outcome) => this.#scheduler?.answer(job, outcome),
      forget: (job) => void this.#byJob.delete(job),
      over: () => void this.#underWay.delete(division),
    });
    this.#byJob.set(start.job, division);
    this.#underWay.add(division);
    return division;
  }

  /** Takes what the scheduler says of a job in the end, where its row has another answer; false where it has not. */
  answered(job: Job, outcome: Outcome): boolean {
    const division = this.#byJob.get(job);
    division?.answered(job, outcome);
    return division !== undefined;
  }

  /** Ends all of them, or those of some jobs. */
  abort(error: FetchError, isMeant: (job: Job) => boolean): void {
    for (const division of [...this.#underWay]) if (isMeant(division.job)) division.abort(error);
  }

  [Symbol.iterator](): IterableIterator<Division> {
    return this.#underWay.values();
  }
}
