import { type FileHandle, open } from 'node:fs/promises';

import { reasonOf } from '@fetchutils/plumbing';

import { TableFailure } from '../table-failure.js';
import type { ByteSource, RandomAccess } from './byte-source.js';

const chunkBytes = 256 * 1024;

/** A file, which must stay as it was opened; a pipe or a device can be read once. */
export async function openFileSource(name: string, signal: AbortSignal): Promise<ByteSource> {
  const file = await open(name).catch((error: unknown) => {
    throw new TableFailure('unreadable', reasonOf(error));
  });
  const found = await file.stat();
  const random = found.isFile() && found.size > 0 ? await openRandomAccess(file) : undefined;
  return {
    name,
    random,
    stream: () => (random === undefined ? readOnce(file, signal) : readAll(random)),
    close: () => file.close(),
  };
}

/** The bytes of an open file, which says so where it is not the file that it was. */
export async function openRandomAccess(file: FileHandle): Promise<RandomAccess> {
  const before = await file.stat({ bigint: true });
  const size = Number(before.size);
  async function checkUnchanged(): Promise<void> {
    const now = await file.stat({ bigint: true });
    if (now.size !== before.size || now.mtimeNs !== before.mtimeNs)
      throw new TableFailure('changed', 'it was changed while it was read');
  }
  return {
    size,
    async read(from, to) {
      const bytes = Buffer.allocUnsafeSlow(to - from);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
      await checkUnchanged();
      if (bytesRead < bytes.length) throw new TableFailure('torn', `it ends before byte ${to}`);
      return bytes;
    },
  };
}

async function* readAll({ size, read }: RandomAccess): AsyncGenerator<Buffer> {
  for (let at = 0; at < size; at += chunkBytes) yield await read(at, Math.min(size, at + chunkBytes));
}

async function* readOnce(file: FileHandle, signal: AbortSignal): AsyncGenerator<Buffer> {
  const stream = file.createReadStream({ autoClose: false, signal });
  for await (const chunk of stream) yield chunk as Buffer;
}
