import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * True where a folder takes `A` and `a` for one name. What lies in it tells; in an empty one a file is made for it and
 * removed, unless nothing may be written. One that is not there yet will be as the nearest one above.
 */
export function foldsCase(dir: string, mayWrite: boolean): boolean {
  let folder = resolve(dir);
  while (statSync(folder, { throwIfNoEntry: false }) === undefined) folder = dirname(folder);
  try {
    const name = readdirSync(folder).find((entry) => swapCase(entry) !== entry);
    if (name !== undefined) return isOneFile(folder, name);
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
    return isOneFile(folder, name);
  } finally {
    rmSync(`${folder}/${name}`);
  }
}

function isOneFile(folder: string, name: string): boolean {
  const [one, other] = [name, swapCase(name)].map((entry) =>
    statSync(`${folder}/${entry}`, { bigint: true, throwIfNoEntry: false }),
  );
  return one !== undefined && one.ino === other?.ino && one.dev === other.dev;
}

/** The same name in the other case; the very same where it has no letters of two cases. */
function swapCase(name: string): string {
  const upper = name.toUpperCase();
  return upper === name ? name.toLowerCase() : upper;
}
