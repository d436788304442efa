import { readdirSync } from 'node:fs';

import { codeOf, quote, reasonOf, UsageError } from '@fetchutils/plumbing';

import type { PfetchOptions } from '../options/options.js';
import { createPathOf } from '../naming/create-path-of.js';
import { foldsCase } from '../naming/folds-case.js';
import { isUniqueByItself } from '../naming/name-template.js';
import type { Naming } from '../naming/naming.js';
import { OwnNames } from '../naming/own-names.js';
import { TakenNames } from '../naming/taken-names.js';

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
