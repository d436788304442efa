export type { Rest } from './find-rest.js';
export { interruptedError } from './interrupted-error.js';
export { parseRate } from './rate.js';
export { type PaceOptions, paceSettings } from './pace-settings.js';
export { Scheduler, type Appetite } from './scheduler.js';
export type { SchedulerOptions } from './scheduler-options.js';
export { newTask, type Task } from './task.js';
export type { TaskOutcome, TaskResult } from './task-result.js';
