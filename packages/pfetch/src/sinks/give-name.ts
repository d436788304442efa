import { constants, copyFileSync, linkSync, lstatSync, renameSync, unlinkSync } from 'node:fs';
import { basename, dirname } from 'node:path';

import { codeOf } from '@fetchutils/plumbing';

/** Gives a file of ours a name where nothing stands, be it on another file system; false where something does. */
export function giveNewName(from: string, to: string): boolean {
  try {
    return moveToNewName(from, to);
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error;
    return moveToNewName(copyBeside(from, to), to);
  }
}

/** Gives a file of ours a name, whatever stands there. */
export function giveName(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error;
    renameSync(copyBeside(from, to), to);
  }
}

/** Moves a file to a name where nothing stands: unlike a rename, this can replace nothing, whoever else runs. */
export function moveToNewName(from: string, to: string): boolean {
  try {
    linkSync(from, to);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return false;
    if (code === undefined || !withoutLinks.has(code)) throw error;
    if (lstatSync(to, { throwIfNoEntry: false }) !== undefined) return false;
    renameSync(from, to);
    return true;
  }
  unlinkSync(from);
  return true;
}

// File systems that know no hard links, such as FAT and some networks'.
const withoutLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** Where a folder below is another file system. The name of the scratch file is ours alone, and so is this one. */
function copyBeside(from: string, to: string): string {
  const beside = `${dirname(to)}/.pfetch-${basename(dirname(from))}-${basename(from)}.part`;
  copyFileSync(from, beside, constants.COPYFILE_EXCL);
  unlinkSync(from);
  return beside;
}
