import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { join } from 'node:path';

import { findCacheFolder, type Io, quote, reasonOf, spoolTo } from '@fetchutils/plumbing';

import type { ListIndex } from '../scan-list.js';
import { prepareCacheFolder } from './cache-folder.js';
import { readIndexFile, writeIndexFile } from './index-file.js';

/** What is kept between runs for the list at one path: its index and, of a packed list, the text. */
export type ListCache = {
  findIndex(identity: string): Promise<ListIndex | undefined>;
  keepIndex(identity: string, index: ListIndex): Promise<void>;
  openText(): Promise<FileHandle | undefined>;
  /** Keeps the text of a packed list in place of what was kept before. */
  keepText(chunks: AsyncIterable<Buffer>): Promise<FileHandle>;
};

/** Opens the cache for a list; nothing, and one message, where there is no folder that can be written to. */
export async function openListCache(io: Io, listPath: string): Promise<ListCache | undefined> {
  const folder = findCacheFolder(io.env, 'imagenet-pick');
  if (folder === undefined) return undefined;
  const sayUnusable = (error: unknown): void =>
    io.stderr.say(
      `cannot keep an index in ${quote(folder)}, so the list is read anew each time`,
      reasonOf(error),
    );
  try {
    await prepareCacheFolder(folder);
  } catch (error) {
    sayUnusable(error);
    return undefined;
  }
  const base = join(folder, createHash('sha256').update(listPath).digest('hex').slice(0, 32));
  const indexPath = `${base}.index`;
  const textPath = `${base}.list`;

  return {
    findIndex: (identity) => readIndexFile(indexPath, identity),
    keepIndex: (identity, index) => writeIndexFile(indexPath, identity, index).catch(sayUnusable),
    openText: () => open(textPath).catch(() => undefined),
    async keepText(chunks) {
      const temporary = `${textPath}.${randomBytes(6).toString('hex')}.tmp`;
      const file = await spoolTo(temporary, chunks, io.signal);
      await rename(temporary, textPath);
      return file;
    },
  };
}
