import type { FileHandle } from 'node:fs/promises';

import type { HostTest } from '../urls/host-filter.js';
import { type ByteRanges, joinRanges } from './byte-ranges.js';
import { readLineBlocks } from './line-blocks.js';
import { countFromStart, readBlock } from './read-block.js';
import type { ListedUrl } from './read-line.js';

/** Reads the lines of some classes in the order of the file, from the parts of it where they stand. */
export async function* readClasses(
  file: FileHandle,
  classes: readonly { wnid: string; ranges: ByteRanges }[],
  isWanted: HostTest,
): AsyncGenerator<ListedUrl[]> {
  const met = countFromStart(classes.map(({ wnid }) => wnid));
  const ranges = joinRanges(classes.flatMap((listed) => listed.ranges));
  for (let index = 0; index + 1 < ranges.length; index += 2) {
    for await (const block of readLineBlocks(file, ranges[index] ?? 0, ranges[index + 1] ?? 0)) {
      yield readBlock(block, met, isWanted);
    }
  }
}
