import type { FileHandle } from 'node:fs/promises';

import { type ByteRanges, joinRanges } from './byte-ranges.js';
import { readLineBlocks } from './line-blocks.js';
import { type ListedUrl, readLine } from './read-line.js';

const newline = 0x0a;
const wnidBytes = 9;

/** Reads the lines of some classes in the order of the file, from the parts of it where they stand. */
export async function* readClasses(
  file: FileHandle,
  classes: readonly { wnid: string; ranges: ByteRanges }[],
): AsyncGenerator<ListedUrl[]> {
  const wanted = new Set(classes.map(({ wnid }) => wnid));
  const ranges = joinRanges(classes.flatMap((listed) => listed.ranges));
  for (let index = 0; index + 1 < ranges.length; index += 2) {
    for await (const block of readLineBlocks(file, ranges[index] ?? 0, ranges[index + 1] ?? 0)) {
      yield readWanted(block.bytes, block.end, wanted);
    }
  }
}

function readWanted(bytes: Buffer, end: number, wanted: ReadonlySet<string>): ListedUrl[] {
  const urls: ListedUrl[] = [];
  for (let start = 0; start < end; ) {
    const lineEnd = bytes.indexOf(newline, start);
    if (wanted.has(bytes.toString('latin1', start, start + wnidBytes))) {
      const url = readLine(bytes, start, lineEnd);
      if (url !== undefined) urls.push(url);
    }
    start = lineEnd + 1;
  }
  return urls;
}
