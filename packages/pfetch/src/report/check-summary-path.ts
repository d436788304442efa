import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

import { quote, reasonOf, UsageError } from '@fetchutils/plumbing';

/** Finds out before the first request, not after the last, that a summary could not be written. */
export function checkSummaryPath(path: string): void {
  try {
    accessSync(existsSync(path) ? path : dirname(path), constants.W_OK);
  } catch (error) {
    throw new UsageError(`--summary ${quote(path)}: ${reasonOf(error)}`);
  }
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new UsageError(`--summary ${quote(path)} is a folder; expected a file`);
}
