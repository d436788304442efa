import { readdirSync } from 'node:fs';

import { codeOf, quote, reasonOf, UsageError } from '@fetchutils/plumbing';

import type { PfetchOptions } from '../../options.js';
import { createPathOf } from './create-path-of.js';
import { foldsCase } from './folds-case.js';
import { isUniqueByItself } from './name-template.js';
import { OwnNames } from './own-names.js';
import { TakenNames } from './taken-names.js';

/** Where files go and which names are given. */
export type Naming = {
  /** The output folder, without a slash at its end. */
  dir: string;
  /** False where it was empty at the start. */
  mayExist: boolean;
  taken: TakenNames;
  /** A name as the row tells it: from where pfetch was started. */
  pathOf(name: string): string;
};

/** The names of a run, from the options and the files that the command line names. */
export function createNaming(
  { dir: given, output, remoteHeaderName, dryRun }: PfetchOptions,
  files: readonly string[],
): Naming {
  const dir = given.replace(/(.)\/+$/, '$1') || '.';
  const mayExist = hasEntries(dir);
  const isUnique = !remoteHeaderName && (output === undefined || isUniqueByItself(output));
  const taken = new TakenNames({
    foldsCase: foldsCase(dir, !dryRun),
    own: new OwnNames(dir, files),
    remembers: !isUnique,
  });
  return { dir, mayExist, taken, pathOf: createPathOf(dir) };
}

function hasEntries(dir: string): boolean {
  try {
    return readdirSync(dir).length > 0;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw new UsageError(`--dir ${quote(dir)}: ${reasonOf(error)}`);
  }
}
