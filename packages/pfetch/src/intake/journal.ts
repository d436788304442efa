import {
  closeSync,
  createReadStream,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';

import { readRows, reasonOf, type Row, StopRun, UsageError, quote } from '@fetchutils/plumbing';

const appendBytes = 64 * 1024;

/** The result rows of all runs so far, in a file that only grows; its last line may be torn and is dropped. */
export class Journal {
  readonly #path: string;
  readonly #fd: number;
  #pending = '';
  #isScheduled = false;

  #onFailure: (error: unknown) => void = () => undefined;

  private constructor(path: string, fd: number) {
    this.#path = path;
    this.#fd = fd;
  }

  /** Opens a journal and shows every row in it to `take`, in order. */
  static async open(path: string, take: (row: Row, text: string) => void): Promise<Journal> {
    const fd = openForAppending(path);
    cutTornLine(fd);
    await replayJournal(path, take);
    return new Journal(path, fd);
  }

  /** Whom to tell when rows cannot be written any more. */
  onFailure(tell: (error: unknown) => void): void {
    this.#onFailure = tell;
  }

  /** Adds a row; it is in the file at the end of this turn of the event loop. */
  add(text: string): void {
    this.#pending += `${text}\n`;
    if (this.#pending.length >= appendBytes) this.#flushSafely();
    else if (!this.#isScheduled) {
      this.#isScheduled = true;
      setImmediate(() => this.#flushSafely());
    }
  }

  /** Writes what is pending; throws StopRun where the file takes no more. */
  flush(): void {
    this.#isScheduled = false;
    const bytes = Buffer.from(this.#pending);
    this.#pending = '';
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(this.#fd, bytes, at);
    } catch (error) {
      throw new StopRun(`journal ${quote(this.#path)}: ${reasonOf(error)}`);
    }
  }

  #flushSafely(): void {
    try {
      this.flush();
    } catch (error) {
      this.#onFailure(error);
    }
  }

  close(): void {
    this.flush();
    closeSync(this.#fd);
  }
}

/** Shows every row of a journal to `take`, in order. */
export async function replayJournal(path: string, take: (row: Row, text: string) => void): Promise<void> {
  for await (const rows of readRows(createReadStream(path))) {
    for (const entry of rows) if ('row' in entry) take(entry.row, entry.text);
  }
}

function openForAppending(path: string): number {
  let fd: number;
  try {
    fd = openSync(path, 'a+');
  } catch (error) {
    throw new UsageError(`--journal ${quote(path)}: ${reasonOf(error)}`);
  }
  // A device or a pipe cannot be read to its end and then added to.
  if (!fstatSync(fd).isFile()) throw new UsageError(`--journal ${quote(path)}: must be a regular file`);
  return fd;
}

/** A run that was killed may have left half a line: rows added behind it would be lost with it. */
function cutTornLine(fd: number): void {
  const { size } = fstatSync(fd);
  const block = Buffer.alloc(appendBytes);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - block.length);
    const length = readSync(fd, block, 0, end - start, start);
    const newline = block.subarray(0, length).lastIndexOf(0x0a);
    if (newline >= 0) return truncate(fd, start + newline + 1, size);
    end = start;
  }
  truncate(fd, 0, size);
}

function truncate(fd: number, length: number, size: number): void {
  if (length < size) ftruncateSync(fd, length);
}
