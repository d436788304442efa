import { closeSync, fstatSync, readSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';

import {
  checkOutput,
  openGrowingFile,
  openScratchFile,
  quote,
  reasonOf,
  SeenTexts,
  StopRun,
} from '@fetchutils/plumbing';

import type { FoundPage } from './found-page.js';
import { isCrawlJournal } from './is-crawl-journal.js';

const blockBytes = 64 * 1024;

/** A page that has been read, and where it was in the end. */
type ReadPage = { read: string; final?: string };

/**
 * The pages that have been found, first in, first out, in a file: the journal, or a scratch file. Memory does not grow with
 * them, and what a run that was killed had still to do is there for the next.
 */
export class Frontier {
  readonly #fd: number;
  readonly #path: string;
  readonly #release: () => void;
  readonly #isJournal: boolean;
  /** Pages of earlier runs. */
  #read: SeenTexts | undefined;
  #pending: string[] = [];
  #pendingLength = 0;
  #end: number;
  #at = 0;
  #lines: string[] = [];
  #rest: Buffer = Buffer.alloc(0);

  private constructor(path: string, fd: number, release: () => void, isJournal: boolean) {
    this.#path = path;
    this.#fd = fd;
    this.#release = release;
    this.#isJournal = isJournal;
    this.#end = fstatSync(fd).size;
  }

  /** Opens the journal, or makes a scratch file where there is none; `see` hears of every URL that was found or read before. */
  static open(journal: string | undefined, see: (url: string) => void): Frontier {
    if (journal === undefined)
      return new Frontier('found pages', openScratchFile(tmpdir()), () => undefined, false);
    checkOutput(journal, { option: '--journal', name: 'the pages of a crawl', isOurs: isCrawlJournal });
    const { fd, lock } = openGrowingFile('--journal', journal);
    const frontier = new Frontier(journal, fd, () => lock.release(), true);
    frontier.#replay(see);
    return frontier;
  }

  /** How many pages earlier runs have read. */
  get readBefore(): number {
    return this.#read?.size ?? 0;
  }

  add(page: FoundPage): void {
    this.#write(page);
  }

  /** A page is done, and is not to be read again by a run that goes on here. */
  finish(page: ReadPage): void {
    if (!this.#isJournal) return;
    this.#write(page);
    this.flush();
  }

  /** The page that was found first of those that have not been taken. */
  take(): FoundPage | undefined {
    for (;;) {
      const line = this.#nextLine();
      if (line === undefined) return undefined;
      const page = JSON.parse(line) as FoundPage | ReadPage;
      if ('found' in page && this.#read?.add(page.found) !== false) return page;
    }
  }

  flush(): void {
    if (this.#pendingLength === 0) return;
    const bytes = Buffer.from(this.#pending.join(''));
    this.#pending = [];
    this.#pendingLength = 0;
    try {
      for (let at = 0; at < bytes.length;)
        at += writeSync(this.#fd, bytes, at, bytes.length - at, this.#isJournal ? null : this.#end + at);
    } catch (error) {
      throw new StopRun(`${this.#isJournal ? 'journal ' : ''}${quote(this.#path)}: ${reasonOf(error)}`);
    }
    this.#end += bytes.length;
  }

  close(): void {
    this.flush();
    closeSync(this.#fd);
    this.#release();
  }

  #write(row: FoundPage | ReadPage): void {
    const line = `${JSON.stringify(row)}\n`;
    this.#pending.push(line);
    this.#pendingLength += line.length;
    if (this.#pendingLength >= blockBytes) this.flush();
  }

  #replay(see: (url: string) => void): void {
    const read = new SeenTexts('the pages that were read');
    for (let line = this.#nextLine(); line !== undefined; line = this.#nextLine()) {
      const page = JSON.parse(line) as FoundPage | ReadPage;
      if ('found' in page) see(page.found);
      else {
        read.add(page.read);
        if (page.final !== undefined) see(page.final);
      }
    }
    this.#at = 0;
    if (read.size > 0) this.#read = read;
  }

  #nextLine(): string | undefined {
    if (this.#lines.length === 0) this.#readLines();
    return this.#lines.pop();
  }

  #readLines(): void {
    if (this.#at >= this.#end) this.flush();
    const block = Buffer.allocUnsafe(Math.min(blockBytes, this.#end - this.#at));
    const length = block.length === 0 ? 0 : readSync(this.#fd, block, 0, block.length, this.#at);
    if (length === 0) return;
    this.#at += length;
    const bytes = Buffer.concat([this.#rest, block.subarray(0, length)]);
    const end = bytes.lastIndexOf(0x0a) + 1;
    this.#rest = bytes.subarray(end);
    if (end === 0) return this.#readLines();
    this.#lines = bytes
      .toString('utf8', 0, end - 1)
      .split('\n')
      .reverse();
  }
}
