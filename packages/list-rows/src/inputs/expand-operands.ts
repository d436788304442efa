import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { codeOf, quote, reasonOf, UsageError } from '@fetchutils/plumbing';

import { expandGlob, isGlob } from './expand-glob.js';

/** The lists that the operands name: files, addresses, `-`, the files that a pattern matches, those of a folder. */
export function expandOperands(operands: readonly string[]): string[] {
  if (operands.length === 0) return ['-'];
  return operands.flatMap((operand) => {
    if (operand === '-' || /^[a-z][a-z0-9+.-]+:\/\//i.test(operand)) return [operand];
    const isFolder = lookAt(operand);
    if (isFolder !== undefined) return isFolder ? filesOf(operand) : [operand];
    return expandGlob(operand);
  });
}

/** True for a folder, false for what can be read; undefined for a pattern. */
function lookAt(path: string): boolean | undefined {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    if (codeOf(error) === 'ENOENT' && isGlob(path)) return undefined;
    throw new UsageError(`${quote(path)}: ${reasonOf(error)}`);
  }
}

/** The files of a folder in the order of their names, but those that writers put beside their parts (_SUCCESS, .crc). */
function filesOf(folder: string): string[] {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !/^[._]/.test(entry.name))
    .map((entry) => join(folder, entry.name));
  if (files.length === 0) throw new UsageError(`${quote(folder)} is a folder without a file in it`);
  return files.sort(byCodeUnit);
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
