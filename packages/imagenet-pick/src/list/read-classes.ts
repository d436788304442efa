import type { FileHandle } from 'node:fs/promises';

import { type ByteRanges, joinRanges } from './byte-ranges.js';
import type { HostTest } from '../urls/host-filter.js';
import { type LineBlock, readLineBlocks } from './line-blocks.js';
import { type ListedUrl, readLine } from './read-line.js';

const newline = 0x0a;
const wnidBytes = 9;

/** How many lines of each class have been met. */
type Met = Map<string, { wnid: string; nth: number }>;

/** Reads the lines of some classes in the order of the file, from the parts of it where they stand. */
export async function* readClasses(
  file: FileHandle,
  classes: readonly { wnid: string; ranges: ByteRanges }[],
  isWanted: HostTest,
): AsyncGenerator<ListedUrl[]> {
  const met: Met = new Map(classes.map(({ wnid }) => [wnid, { wnid, nth: -1 }]));
  const ranges = joinRanges(classes.flatMap((listed) => listed.ranges));
  for (let index = 0; index + 1 < ranges.length; index += 2) {
    for await (const block of readLineBlocks(file, ranges[index] ?? 0, ranges[index + 1] ?? 0)) {
      yield readWanted(block, met, isWanted);
    }
  }
}

function readWanted(block: LineBlock, met: Met, isWanted: HostTest): ListedUrl[] {
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
