import type { FileHandle } from 'node:fs/promises';

/** Some whole lines of a file, each ended by "\n"; `offset` is where bytes[0] stands in the file. */
export type LineBlock = { bytes: Buffer; view: DataView; end: number; offset: number };

/** A line of this length or more is no line of a URL list. */
export const maxLineBytes = 65_536;

const newline = 0x0a;
const blockBytes = 1_048_576;
/** Readers may look a few bytes behind the last newline. */
const spareBytes = 16;

/** A whole text as one block. */
export function toLineBlock(text: Buffer): LineBlock {
  const bytes = Buffer.concat([text, Buffer.from('\n'), Buffer.alloc(spareBytes)]);
  return { bytes, view: viewOf(bytes), end: text.length + 1, offset: 0 };
}

/** Reads a part of a file as blocks of whole lines, the last one ended if it was not. A block is good until the next is asked for. */
export async function* readLineBlocks(file: FileHandle, from: number, to: number): AsyncGenerator<LineBlock> {
  const room = Math.min(blockBytes, to - from);
  const bytes = Buffer.alloc(maxLineBytes + room + spareBytes);
  const view = viewOf(bytes);
  let unfinished = 0;
  for (let position = from; position < to;) {
    const { bytesRead } = await file.read(bytes, unfinished, Math.min(room, to - position), position);
    if (bytesRead === 0) return;
    const offset = position - unfinished;
    position += bytesRead;
    let filled = unfinished + bytesRead;
    if (position === to && bytes[filled - 1] !== newline) bytes[filled++] = newline;
    const end = bytes.lastIndexOf(newline, filled - 1) + 1;
    if (end > 0) yield { bytes, view, end, offset };
    // Of an endless line its last bytes are kept: enough to be known as too long, and offsets stay right.
    unfinished = Math.min(filled - end, maxLineBytes);
    bytes.copyWithin(0, filled - unfinished, filled);
  }
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
