import type { FetchError } from '../http/fetch-error.js';
import type { PaceSettings } from './pace-settings.js';
import type { Task } from './task.js';
import type { TaskOutcome, TaskResult } from './task-result.js';

/** How a scheduler goes about its work, and what it is for. */
export type SchedulerOptions<Job extends Task, Outcome extends TaskOutcome> = PaceSettings & {
  /** Starts one attempt; `done` is called once, and `flows` before it where a body takes its time. */
  start(job: Job, done: (result: TaskResult<Outcome>) => void, flows: () => void): void;
  /** Takes the final word on a job. */
  answer(job: Job, outcome: Outcome): void;
  /** The outcome of a job that is not asked for: its host is down, or the run is over. */
  refuse(error: FetchError): Outcome;
  /** Takes the next URL to try where a job has failed for good, if it has another. */
  takeMirror?(job: Job): URL | undefined;
  /** Hears that more jobs are wanted. */
  ask(): void;
};
