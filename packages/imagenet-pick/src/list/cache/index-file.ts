import { createHash, randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';

import type { ListIndex } from '../scan-list.js';

/** Raised whenever the layout or the way of counting changes; an index of another version is made again. */
const version = 1;

/** Reads the index that was kept for exactly this list; nothing where there is none, or it is another's, torn or altered. */
export async function readIndexFile(path: string, identity: string): Promise<ListIndex | undefined> {
  const text = await readFile(path, 'latin1').catch(() => '');
  const headEnd = text.indexOf('\n');
  const body = text.slice(headEnd + 1);
  if (headEnd < 0 || text.slice(0, headEnd) !== headOf(identity, body)) return undefined;
  return JSON.parse(body) as ListIndex;
}

/** Keeps an index; it appears whole or not at all. */
export async function writeIndexFile(path: string, identity: string, index: ListIndex): Promise<void> {
  const body = JSON.stringify(index);
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, `${headOf(identity, body)}\n${body}`, {
      encoding: 'latin1',
      flag: 'wx',
      mode: 0o600,
    });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The first line: that it is such an index, of which list, and that the rest of it is as it was written. */
function headOf(identity: string, body: string): string {
  return `imagenet-pick ${version} ${identity} ${createHash('sha256').update(body, 'latin1').digest('hex')}`;
}
