import { closeSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';

import { reasonOf, UsageError } from './failures.js';
import { type FileLock, lockFile } from './file-lock.js';
import { quote } from './quote.js';

const blockBytes = 64 * 1024;
const newline = 0x0a;

/** A file of whole lines that only grows, and is this process's alone. */
export type GrowingFile = { fd: number; lock: FileLock };

/** Opens the file that an option names, or makes it: where a run was killed its last line may be torn, and is cut off. */
export function openGrowingFile(option: string, path: string): GrowingFile {
  const fd = openForAppending(option, path);
  const lock = lockFile(fstatSync(fd));
  if (lock === undefined) {
    closeSync(fd);
    throw new UsageError(
      `${option} ${quote(path)}: another run is writing to it; wait for its end, or name another`,
    );
  }
  cutTornLine(fd);
  return { fd, lock };
}

function openForAppending(option: string, path: string): number {
  let fd: number;
  try {
    // Readable by its owner only: what is in there is as it came, with the logins and headers that stand in it.
    fd = openSync(path, 'a+', 0o600);
  } catch (error) {
    throw new UsageError(`${option} ${quote(path)}: ${reasonOf(error)}`);
  }
  // A device or a pipe cannot be read to its end and then added to.
  if (!fstatSync(fd).isFile()) throw new UsageError(`${option} ${quote(path)}: must be a regular file`);
  return fd;
}

/** Lines that are added behind half a line would be lost with it. */
function cutTornLine(fd: number): void {
  const { size } = fstatSync(fd);
  const block = Buffer.alloc(blockBytes);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - block.length);
    const length = readSync(fd, block, 0, end - start, start);
    const last = block.subarray(0, length).lastIndexOf(newline);
    if (last >= 0) return truncate(fd, start + last + 1, size);
    end = start;
  }
  truncate(fd, 0, size);
}

function truncate(fd: number, length: number, size: number): void {
  if (length < size) ftruncateSync(fd, length);
}
