import { quote, reasonOf, replaceFile, StopRun } from '@fetchutils/plumbing';

import { type Closing, summaryJson } from './summary.js';

/** Writes the summary of a run to the file of --summary. */
export function writeSummary(path: string, closing: Closing): void {
  try {
    replaceFile(path, summaryJson(closing));
  } catch (error) {
    throw new StopRun(`--summary ${quote(path)}: ${reasonOf(error)}`);
  }
}
