import { resolve } from 'node:path';

import { checkOutput, type OutputKind, quote, UsageError } from '@fetchutils/plumbing';

import { isJournal } from '../memory/is-journal.js';
import type { PfetchOptions } from '../options/options.js';
import { isSummary } from '../report/is-summary.js';

const journal: OutputKind = { option: '--journal', name: 'result rows', isOurs: isJournal };
const summary: OutputKind = { option: '--summary', name: 'the summary of a run', isOurs: isSummary };

/** Sees before the first request that the files which the options name can be written, that each is another, and that none loses anything. */
export function checkOutputs(options: PfetchOptions): void {
  if (options.journal !== undefined) checkOutput(options.journal, journal);
  if (options.summary !== undefined) checkOutput(options.summary, summary);
  const named = { journal: options.journal, summary: options.summary, 'cookie-jar': options.cookieJar };
  const optionOf = new Map<string, string>();
  for (const [option, path] of Object.entries(named)) {
    if (path === undefined) continue;
    const other = optionOf.get(resolve(path));
    if (other !== undefined)
      throw new UsageError(`--${option} ${quote(path)} is the file of --${other}, too`);
    optionOf.set(resolve(path), option);
  }
}
