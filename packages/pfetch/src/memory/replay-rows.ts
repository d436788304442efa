import { closeSync, openSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';

import { readRows, type Row } from '@fetchutils/plumbing';

/** A text of more than 128 kB is collected late: with 256 kB a journal of a million rows cost 20 MB more. */
const blockBytes = 64 * 1024;
const newline = 0x0a;

/** Takes a row of a file, its text, and the byte at which its line begins. */
export type TakeRow = (row: Row, text: string, reference: number) => void;

/** Shows every row of a file to `take`, in order. */
export async function replayRows(path: string, take: TakeRow): Promise<void> {
  for (const { lines, starts } of readBlocks(path)) {
    for await (const rows of readRows(Readable.from([lines]))) {
      for (const entry of rows) if ('row' in entry) take(entry.row, entry.text, starts[entry.line - 1] ?? 0);
    }
  }
}

type Block = { lines: Buffer; starts: number[] };

/** Blocks of whole lines, with the byte at which each line begins; a block is lent until the next is asked for. */
function* readBlocks(path: string): Generator<Block> {
  const fd = openSync(path, 'r');
  try {
    // One buffer for all: a new one a block left 50 MB waiting for the collector.
    let buffer = Buffer.allocUnsafe(blockBytes);
    let kept = 0;
    let base = 0;
    for (;;) {
      if (kept === buffer.length) buffer = Buffer.concat([buffer], 2 * kept);
      const read = readSync(fd, buffer, kept, buffer.length - kept, null);
      const filled = kept + read;
      // What stands behind the last newline is a line of its own only at the end.
      const end = read === 0 ? filled : buffer.subarray(0, filled).lastIndexOf(newline) + 1;
      if (end > 0) yield { lines: buffer.subarray(0, end), starts: startsOf(buffer, end, base) };
      if (read === 0) return;
      buffer.copyWithin(0, end, filled);
      kept = filled - end;
      base += end;
    }
  } finally {
    closeSync(fd);
  }
}

function startsOf(bytes: Buffer, end: number, base: number): number[] {
  const starts: number[] = [];
  for (let at = 0; at >= 0 && at < end; at = after(bytes.indexOf(newline, at))) starts.push(base + at);
  return starts;
}

function after(place: number): number {
  return place < 0 ? -1 : place + 1;
}
