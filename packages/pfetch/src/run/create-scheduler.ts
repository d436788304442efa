import { type PaceOptions, paceSettings, Scheduler } from '@fetchutils/plumbing/schedule';

import type { AttemptSetting } from '../fetch/attempt-setting.js';
import type { Attempts } from '../fetch/attempts.js';
import { failedOutcome } from '../fetch/outcomes.js';
import { withdraw } from '../quota/lost-place.js';
import type { Quotas } from '../quota/quotas.js';
import type { Job } from '../row/job.js';
import type { Outcome } from '../row/outcome.js';
import { takeMirror } from './take-mirror.js';

export type SchedulerParts = {
  options: PaceOptions;
  setting: AttemptSetting;
  attempts: Attempts;
  quotas: Quotas | undefined;
  /** Takes the final word on a row. */
  answer(job: Job, outcome: Outcome): void;
  /** Hears that more rows are wanted. */
  ask(): void;
};

/** Makes the scheduler of a run: of its rows, and of the pieces of those bodies that come over several connections. */
export function createScheduler(parts: SchedulerParts): Scheduler<Job, Outcome> {
  const { options, setting, attempts, quotas, answer, ask } = parts;
  const scheduler = new Scheduler<Job, Outcome>({
    ...paceSettings(options, setting.http),
    start: (job, done, flows) =>
      quotas?.hasLostPlace(job) === true ? done(withdraw(job)) : attempts.start(job, done, flows),
    answer(job, outcome) {
      if (!attempts.divisions.answered(job, outcome)) answer(job, outcome);
    },
    refuse: failedOutcome,
    takeMirror,
    ask,
  });
  attempts.divisions.serve({ add: (job) => scheduler.add(job), answer });
  return scheduler;
}
