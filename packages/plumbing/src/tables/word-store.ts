import { closeSync, readSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';

import { reasonOf, StopRun } from '../failures.js';
import { quote } from '../quote.js';

import { openScratchFile } from './scratch-file.js';

const mostInMemory = 2 ** 21;

/** Words one after the other: up to 8 MB of them in memory, and in a scratch file where there are more. */
export class WordStore {
  /** What they are, for the message where there is no room for them. */
  readonly #what: string;
  /** Takes no memory where nothing is written. */
  #memory = new Int32Array(mostInMemory);
  #length = 0;
  #fd: number | undefined;

  constructor(what: string) {
    this.#what = what;
  }

  /** Adds words; the answer is the place of the first. */
  append(words: Int32Array): number {
    const at = this.#length;
    this.#length += words.length;
    if (this.#fd === undefined && this.#length > mostInMemory) this.#moveOut(at);
    this.write(words, at);
    return at;
  }

  /** Writes words over others. */
  write(words: Int32Array, at: number): void {
    if (this.#fd === undefined) this.#memory.set(words, at);
    else this.#writeOut(this.#fd, words, at);
  }

  /** Reads `length` words from a place on to the beginning of `into`. */
  read(into: Int32Array, at: number, length: number): void {
    const { BYTES_PER_ELEMENT: bytes } = into;
    if (this.#fd === undefined) into.set(this.#memory.subarray(at, at + length));
    else readSync(this.#fd, into, 0, length * bytes, at * bytes);
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#memory = new Int32Array(0);
  }

  #moveOut(length: number): void {
    try {
      this.#fd = openScratchFile(tmpdir());
    } catch (error) {
      throw this.#noRoom(error);
    }
    this.#writeOut(this.#fd, this.#memory.subarray(0, length), 0);
    this.#memory = new Int32Array(0);
  }

  #writeOut(fd: number, words: Int32Array, at: number): void {
    const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
    const from = at * words.BYTES_PER_ELEMENT;
    try {
      for (let done = 0; done < bytes.length;) {
        done += writeSync(fd, bytes, done, bytes.length - done, from + done);
      }
    } catch (error) {
      throw this.#noRoom(error);
    }
  }

  #noRoom(error: unknown): StopRun {
    const folder = quote(tmpdir());
    return new StopRun(`no room for ${this.#what} in ${folder} (TMPDIR): ${reasonOf(error)}`);
  }
}
