import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The folder itself, or the nearest above in which it would be made. */
export function nearestFolder(dir: string): string {
  let folder = resolve(dir);
  while (statSync(folder, { throwIfNoEntry: false }) === undefined && folder !== dirname(folder))
    folder = dirname(folder);
  return folder;
}
