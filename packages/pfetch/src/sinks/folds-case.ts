import { randomBytes } from 'node:crypto';
import { closeSync, lstatSync, openSync, rmSync, type Stats } from 'node:fs';

import { entriesOf } from './entries-of.js';

/** So many names are looked at before a file is made for it. */
const mostLooks = 50;

/**
 * True where a folder that is there takes `A` and `a` for one name. What lies in it tells; where that does not, a file is
 * made in it and removed, unless nothing may be written.
 */
export function foldsCase(folder: string, mayWrite: boolean): boolean {
  try {
    let looks = 0;
    for (const name of entriesOf(folder)) {
      const told = tells(folder, name);
      if (told !== undefined) return told;
      looks += 1;
      if (looks >= mostLooks) break;
    }
    return mayWrite && probe(folder);
  } catch {
    // A folder that cannot be read or written: who puts something there will say so.
    return false;
  }
}

function probe(folder: string): boolean {
  const name = `.pfetch-probe-${randomBytes(6).toString('hex')}.part`;
  closeSync(openSync(`${folder}/${name}`, 'wx', 0o600));
  try {
    return tells(folder, name) === true;
  } finally {
    rmSync(`${folder}/${name}`);
  }
}

/** What one name tells; undefined where it has no other case, or the other may be a second name of the same file. */
function tells(folder: string, name: string): boolean | undefined {
  const swapped = swapCase(name);
  if (swapped === name) return undefined;
  const own = statsOf(`${folder}/${name}`);
  const other = statsOf(`${folder}/${swapped}`);
  if (own === undefined) return undefined;
  if (own.ino !== other?.ino || own.dev !== other.dev) return false;
  return own.isDirectory() || own.nlink === 1 ? true : undefined;
}

/** Of the name itself, not of what it leads to: a link `A` to `a` is no folded name. */
function statsOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

/** The same name in the other case; the very same where it has no letters of two cases. */
function swapCase(name: string): string {
  const upper = name.toUpperCase();
  return upper === name ? name.toLowerCase() : upper;
}
