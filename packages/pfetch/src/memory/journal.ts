import { closeSync, existsSync, fstatSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import {
  type FileLock,
  openGrowingFile,
  openScratchFile,
  quote,
  reasonOf,
  type Row,
  StopRun,
  UsageError,
} from '@fetchutils/plumbing';

import { readRowAt } from './read-row-at.js';
import { replayRows, type TakeRow } from './replay-rows.js';

const appendBytes = 64 * 1024;
const blockBytes = 2 * appendBytes;
const newline = 0x0a;

/** The result rows of all runs so far, in a file that only grows; its last line may be torn and is dropped. */
export class Journal {
  readonly #path: string;
  readonly #fd: number;
  readonly #lock: FileLock | undefined;
  /** Where the next row will stand. */
  #end: number;
  /** Nothing is left of it after the run, so nothing hurries. */
  readonly #isScratch: boolean;
  #block = Buffer.allocUnsafe(blockBytes);
  /** Bytes of the block that are not in the file yet. */
  #pending = 0;
  #isScheduled = false;

  /** Whom to tell when rows cannot be written any more. */
  readonly #onFailure: (error: unknown) => void;

  /** `lock` is absent where the file ends with the run. */
  private constructor(path: string, fd: number, onFailure: (error: unknown) => void, lock?: FileLock) {
    this.#onFailure = onFailure;
    this.#path = path;
    this.#fd = fd;
    this.#lock = lock;
    this.#isScratch = lock === undefined;
    this.#end = fstatSync(fd).size;
  }

  /** Opens a journal and shows every row in it to `take`, in order, with the place where it stands. */
  static async open(path: string, take: TakeRow, onFailure: (error: unknown) => void): Promise<Journal> {
    const { fd, lock } = openGrowingFile('--journal', path);
    await replayRows(path, take);
    return new Journal(path, fd, onFailure, lock);
  }

  /** A journal for this run only: a file without a name, where `dir` is or will be. */
  static openScratch(dir: string, onFailure: (error: unknown) => void): Journal {
    let folder = resolve(dir);
    while (!existsSync(folder)) folder = dirname(folder);
    try {
      return new Journal(folder, openScratchFile(folder), onFailure);
    } catch (error) {
      throw new UsageError(`--dir ${quote(dir)}: ${reasonOf(error)}`);
    }
  }

  /** When the file came into being; 0 where the file system does not know. */
  get bornMs(): number {
    return fstatSync(this.#fd).birthtimeMs;
  }

  /** Where the next row will stand. */
  get end(): number {
    return this.#end;
  }

  /** Adds a row, which is in the file at the end of this turn of the event loop; the answer is the place where it stands. */
  add(text: string): number {
    const reference = this.#end;
    this.#makeRoom(3 * text.length + 1);
    // One pass over the text: to gather texts and turn them into bytes at the end took three.
    const bytes = this.#block.write(text, this.#pending);
    this.#block[this.#pending + bytes] = newline;
    this.#pending += bytes + 1;
    this.#end += bytes + 1;
    if (this.#pending >= appendBytes) this.#flushSafely();
    else if (!this.#isScheduled && !this.#isScratch) {
      this.#isScheduled = true;
      setImmediate(() => this.#flushSafely());
    }
    return reference;
  }

  /** Adds a row that is in the file when this returns; false where the file takes no more. */
  addNow(text: string): boolean {
    this.add(text);
    return this.#flushSafely();
  }

  /** The row at a place that `open` or `add` has told; undefined where somebody has changed the file. */
  read(reference: number): { text: string; row: Row } | undefined {
    const isWritten = reference < this.#end - this.#pending;
    if (!isWritten && !this.#flushSafely()) return undefined;
    return readRowAt(this.#fd, reference);
  }

  /** Writes what is pending; throws StopRun where the file takes no more. */
  flush(): void {
    this.#isScheduled = false;
    const length = this.#pending;
    this.#pending = 0;
    try {
      for (let at = 0; at < length;) at += writeSync(this.#fd, this.#block, at, length - at);
    } catch (error) {
      throw new StopRun(`journal ${quote(this.#path)}: ${reasonOf(error)}`);
    }
  }

  #makeRoom(bytes: number): void {
    if (this.#pending + bytes <= this.#block.length) return;
    this.#flushSafely();
    if (bytes > this.#block.length) this.#block = Buffer.allocUnsafe(bytes);
  }

  #flushSafely(): boolean {
    try {
      this.flush();
      return true;
    } catch (error) {
      this.#onFailure(error);
      return false;
    }
  }

  close(): void {
    this.flush();
    closeSync(this.#fd);
    this.#lock?.release();
  }
}
