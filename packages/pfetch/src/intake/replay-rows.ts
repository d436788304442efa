import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';

import { readRows, type Row } from '@fetchutils/plumbing';

/** Takes a row of a file, its text, and the byte at which its line begins. */
export type TakeRow = (row: Row, text: string, reference: number) => void;

/** Shows every row of a file to `take`, in order. */
export async function replayRows(path: string, take: TakeRow): Promise<void> {
  for await (const { lines, starts } of readBlocks(path)) {
    for await (const rows of readRows(Readable.from([lines]))) {
      for (const entry of rows) if ('row' in entry) take(entry.row, entry.text, starts[entry.line - 1] ?? 0);
    }
  }
}

type Block = { lines: Buffer; starts: number[] };

/** Blocks of whole lines, with the byte at which each line begins. */
async function* readBlocks(path: string): AsyncGenerator<Block> {
  let rest: Buffer = Buffer.alloc(0);
  let base = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    const end = bytes.lastIndexOf(0x0a) + 1;
    if (end > 0) yield { lines: bytes.subarray(0, end), starts: startsOf(bytes, end, base) };
    rest = bytes.subarray(end);
    base += end;
  }
  if (rest.length > 0) yield { lines: rest, starts: [base] };
}

function startsOf(bytes: Buffer, end: number, base: number): number[] {
  const starts: number[] = [];
  for (let at = 0; at < end; at = bytes.indexOf(0x0a, at) + 1) starts.push(base + at);
  return starts;
}
