import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { reasonOf, StopRun } from '../failures.js';

/** Writes a stream to a nameless temporary file, so that it can be read twice; a killed run leaves nothing behind. */
export async function spoolNameless(chunks: AsyncIterable<Buffer>, signal: AbortSignal): Promise<FileHandle> {
  const path = join(tmpdir(), `fetchutils.${randomBytes(6).toString('hex')}.tmp`);
  const file = await open(path, 'wx+', 0o600).catch(failOn(path));
  await rm(path);
  await fill(file, chunks, path, signal);
  return file;
}

/** Writes a stream to a new file; what has gone wrong is gone from the disk. */
export async function spoolTo(
  path: string,
  chunks: AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<FileHandle> {
  const file = await open(path, 'wx+', 0o600);
  try {
    await fill(file, chunks, path, signal);
    return file;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

async function fill(
  file: FileHandle,
  chunks: AsyncIterable<Buffer>,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const chunk of chunks) {
      signal.throwIfAborted();
      for (let at = 0; at < chunk.length;) {
        const { bytesWritten } = await file.write(chunk, at).catch(failOn(path));
        at += bytesWritten;
      }
    }
    signal.throwIfAborted();
  } catch (error) {
    await file.close();
    throw error;
  }
}

function failOn(path: string): (error: unknown) => never {
  return (error) => {
    throw new StopRun(`cannot keep the list in ${path}: ${reasonOf(error)}`);
  };
}
