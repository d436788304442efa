import type { Job } from '../row/job.js';

/** The next place to try, where the row names another. */
export function takeMirror({ mirrors }: Job): URL | undefined {
  const next = mirrors.shift();
  return next === undefined ? undefined : new URL(next);
}
