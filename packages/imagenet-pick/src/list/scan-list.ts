import { isUtf8 } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';

import { type ByteRanges, RangeBook } from './byte-ranges.js';
import { findHost, isFlickrHost } from './flickr-host.js';
import { type LineBlock, maxLineBytes, readLineBlocks } from './line-blocks.js';
import { hasByteOrderMark, isBlankOrComment, readWnid } from './line-start.js';
import { type UrlMeasure, measureUrl } from './measure-url.js';
import { type OddLines, type Oddity, countOddLine } from './odd-lines.js';
import { UrlSet } from './url-set.js';

/** What the list holds of one class: how many different URLs, how many of them on Flickr, and where in the file. */
export type ListedClass = {
  wnid: string;
  urls: number;
  flickr: number;
  ranges: ByteRanges;
  isScattered: boolean;
};

/** What one pass over a list tells: its classes in order of appearance. */
export type ListIndex = { usableLines: number; classes: ListedClass[]; odd: OddLines };

/** Is told how much of the list has been read, from 0 to 1, and what was odd in it; may throw to stop the scan. */
export type ScanWatcher = (doneShare: number, odd: OddLines) => void;

const tab = 0x09;
const newline = 0x0a;
const wnidBytes = 9;

/** Reads a list once, as bytes, and counts the different URLs of each class. In a scattered class a URL counts once for each stretch. */
export async function scanList(file: FileHandle, size: number, watch: ScanWatcher): Promise<ListIndex> {
  const scan = new ListScan();
  for await (const block of readLineBlocks(file, 0, size)) {
    scan.readBlock(block);
    watch((block.offset + block.end) / size, scan.odd);
  }
  return scan.finish(size);
}

class ListScan {
  readonly odd: OddLines = {};
  readonly #classes = new Map<number, ListedClass>();
  readonly #ranges = new RangeBook();
  readonly #urls = new UrlSet();
  readonly #measure: UrlMeasure = { end: 0, low: 0, high: 0, hasTab: false, isAscii: true };
  #lines = 0;
  #usableLines = 0;
  #current: ListedClass | undefined;
  #currentFrom = 0;
  /** The eight digits of the current wnid as they stand in the file, to know the next line's class at a glance. */
  #firstDigits = 0;
  #lastDigits = 0;

  readBlock({ bytes, view, end, offset }: LineBlock): void {
    let start = offset === 0 && hasByteOrderMark(bytes) ? 3 : 0;
    while (start < end) {
      this.#lines += 1;
      start = this.#readLine(bytes, view, start, offset);
    }
  }

  finish(size: number): ListIndex {
    this.#leaveClass(size);
    return {
      usableLines: this.#usableLines,
      classes: [...this.#classes.values()].filter(({ urls }) => urls > 0),
      odd: this.odd,
    };
  }

  /** Returns where the next line begins. */
  #readLine(bytes: Buffer, view: DataView, start: number, offset: number): number {
    const isSameClass =
      this.#current !== undefined &&
      view.getInt32(start + 1, true) === this.#firstDigits &&
      view.getInt32(start + 5, true) === this.#lastDigits &&
      bytes[start] === 0x6e &&
      bytes[start + wnidBytes] === 0x5f;
    if (!isSameClass && !this.#enterClass(bytes, view, start, offset + start)) {
      if (isBlankOrComment(bytes, start)) return bytes.indexOf(newline, start) + 1;
      return this.#skipLine('no-wnid', bytes, start);
    }
    let tabAt = start + wnidBytes + 1;
    while (bytes[tabAt] !== tab && bytes[tabAt] !== newline) tabAt += 1;
    if (bytes[tabAt] === newline) return this.#skipLine('no-tab', bytes, start);
    measureUrl(bytes, view, tabAt + 1, this.#measure);
    return this.#countUrl(bytes, start, tabAt + 1);
  }

  #countUrl(bytes: Buffer, lineStart: number, urlStart: number): number {
    const { end, low, high, hasTab, isAscii } = this.#measure;
    if (end === urlStart) return this.#skipLine('no-url', bytes, lineStart);
    if (end - lineStart >= maxLineBytes) return this.#skipLine('too-long', bytes, lineStart);
    this.#usableLines += 1;
    const isCrLf = bytes[end] !== newline;
    if (isCrLf) countOddLine(this.odd, 'carriage-return', this.#lines);
    if (hasTab) countOddLine(this.odd, 'extra-tab', this.#lines);
    if (!isAscii && !isUtf8(bytes.subarray(urlStart, end))) countOddLine(this.odd, 'not-utf8', this.#lines);
    if (this.#current !== undefined && this.#urls.add(low, high)) {
      this.#current.urls += 1;
      if (isFlickrHost(bytes, findHost(bytes, urlStart, end))) this.#current.flickr += 1;
    }
    return isCrLf ? end + 2 : end + 1;
  }

  #skipLine(oddity: Oddity, bytes: Buffer, start: number): number {
    const end = bytes.indexOf(newline, start);
    countOddLine(this.odd, end - start >= maxLineBytes ? 'too-long' : oddity, this.#lines);
    return end + 1;
  }

  /** False where the line does not begin with a wnid and "_". */
  #enterClass(bytes: Buffer, view: DataView, start: number, offset: number): boolean {
    const number = readWnid(bytes, start);
    if (number < 0) return false;
    this.#leaveClass(offset);
    let entered = this.#classes.get(number);
    if (entered === undefined) {
      const wnid = bytes.toString('latin1', start, start + wnidBytes);
      entered = { wnid, urls: 0, flickr: 0, ranges: this.#ranges.open(), isScattered: false };
      this.#classes.set(number, entered);
    } else if (entered !== this.#current) entered.isScattered = true;
    this.#urls.clear();
    this.#current = entered;
    this.#currentFrom = offset;
    this.#firstDigits = view.getInt32(start + 1, true);
    this.#lastDigits = view.getInt32(start + 5, true);
    return true;
  }

  #leaveClass(offset: number): void {
    if (this.#current !== undefined) this.#ranges.add(this.#current.ranges, this.#currentFrom, offset);
  }
}
