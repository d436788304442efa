import type { Naming } from '../naming/naming.js';
import { findExistingFile } from '../naming/existing-file.js';
import type { Sink } from '../sinks/sink.js';
import type { AttemptSetting } from './attempt-setting.js';

/** Looks for what others have brought, as far as anything can be there: each look costs a system call. */
export function createLooks(
  sink: Sink,
  { pathOf }: Naming,
): Pick<AttemptSetting, 'lookFor' | 'findFinished'> {
  const findFinished: AttemptSetting['findFinished'] = (job) =>
    job.replaces ? undefined : findExistingFile(sink, job.name);
  return {
    findFinished,
    lookFor(job) {
      const problem = sink.prepare();
      if (problem !== undefined) return problem;
      const isAgain = job.attempts > 1 || job.waits > 0;
      const file = isAgain ? findFinished(job) : undefined;
      if (file !== undefined)
        return { outcome: 'skipped', reason: 'exists', path: pathOf(file.name), bytes: file.bytes };
      return isAgain || !sink.wasEmpty ? sink.findPart(job.name.key) : undefined;
    },
  };
}
