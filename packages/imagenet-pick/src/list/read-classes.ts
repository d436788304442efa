import type { FileHandle } from 'node:fs/promises';

import { type ByteRanges, joinRanges } from './byte-ranges.js';
import { type LineBlock, readLineBlocks } from './line-blocks.js';
import { type PlacedUrl, readLine } from './read-line.js';

const newline = 0x0a;
const wnidBytes = 9;

/** Reads the lines of some classes in the order of the file, from the parts of it where they stand. */
export async function* readClasses(
  file: FileHandle,
  classes: readonly { wnid: string; ranges: ByteRanges }[],
): AsyncGenerator<PlacedUrl[]> {
  const met = new Map(classes.map(({ wnid }) => [wnid, 0]));
  const ranges = joinRanges(classes.flatMap((listed) => listed.ranges));
  for (let index = 0; index + 1 < ranges.length; index += 2) {
    for await (const block of readLineBlocks(file, ranges[index] ?? 0, ranges[index + 1] ?? 0)) {
      yield readWanted(block, met);
    }
  }
}

/** Reads the lines of those classes that `met` counts. */
function readWanted({ bytes, end }: LineBlock, met: Map<string, number>): PlacedUrl[] {
  const urls: PlacedUrl[] = [];
  for (let start = 0; start < end;) {
    const lineEnd = bytes.indexOf(newline, start);
    const nth = met.get(bytes.toString('latin1', start, start + wnidBytes));
    const url = nth === undefined ? undefined : readLine(bytes, start, lineEnd);
    if (nth !== undefined && url !== undefined) {
      met.set(url.wnid, nth + 1);
      urls.push({ ...url, nth });
    }
    start = lineEnd + 1;
  }
  return urls;
}
