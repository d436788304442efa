import { randomBytes } from 'node:crypto';
import { openSync, rmSync } from 'node:fs';

/** A new file in a folder, to write and to read, which has no name any more: it is gone with its last descriptor. */
export function openScratchFile(folder: string): number {
  const path = `${folder}/.pfetch-${randomBytes(6).toString('hex')}`;
  const fd = openSync(path, 'wx+', 0o600);
  rmSync(path);
  return fd;
}
