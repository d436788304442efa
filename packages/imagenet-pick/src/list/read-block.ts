import type { HostTest } from '../urls/host-filter.js';
import type { LineBlock } from './line-blocks.js';
import { type ListedUrl, readLine } from './read-line.js';

const newline = 0x0a;
const wnidBytes = 9;

/** How many lines of each class have been met; other classes are not read. */
export type MetLines = Map<string, { wnid: string; nth: number }>;

/** Nothing met yet of some classes. */
export function countFromStart(wnids: readonly string[]): MetLines {
  return new Map(wnids.map((wnid) => [wnid, { wnid, nth: -1 }]));
}

/** Reads the lines of some classes, as far as their hosts are wanted. */
export function readBlock(block: LineBlock, met: MetLines, isWanted: HostTest): ListedUrl[] {
  const urls: ListedUrl[] = [];
  const { bytes, end } = block;
  for (let start = 0; start < end; start = bytes.indexOf(newline, start) + 1) {
    const place = met.get(bytes.toString('latin1', start, start + wnidBytes));
    if (place === undefined) continue;
    place.nth += 1;
    const url = readLine(block, start, place, isWanted);
    if (url !== undefined) urls.push(url);
  }
  return urls;
}
