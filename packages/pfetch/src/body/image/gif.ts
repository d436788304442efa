import { corrupt } from './fault.js';
import type { Reading, Source } from './source.js';

/** Walks a GIF from block to block up to its trailer, through every frame of an animation. */
export function* readGif(source: Source): Reading {
  yield 13;
  let width = source.bytes.readUInt16LE(source.at + 6);
  let height = source.bytes.readUInt16LE(source.at + 8);
  let hasFrame = false;
  // Some old encoders leave the screen at 0x0: then the first frame tells the size, as browsers have it.
  const early = width > 0 && height > 0 ? source.judgeSize(width, height) : undefined;
  if (early) return early;
  source.at += 13 + colourTableBytes(source.bytes[source.at + 10] ?? 0);
  for (;;) {
    yield 1;
    const block = source.bytes[source.at];
    if (block === trailer) break;
    if (block === frame) {
      yield 10;
      if (width === 0 || height === 0) {
        width = source.bytes.readUInt16LE(source.at + 5);
        height = source.bytes.readUInt16LE(source.at + 7);
        if (width === 0 || height === 0) return corrupt('a GIF without a size');
        const fault = source.judgeSize(width, height);
        if (fault) return fault;
      }
      hasFrame = true;
      source.at += 10 + colourTableBytes(source.bytes[source.at + 9] ?? 0) + 1; // then the LZW code size
    } else if (block === extension) {
      source.at += 2;
    } else if (block === 0) {
      source.at += 1; // a stray terminator between blocks, which every decoder forgives
      continue;
    } else return corrupt('a GIF with an unknown block');

    for (;;) {
      if (source.end - source.at < 1) yield 1;
      const length = source.bytes[source.at] ?? 0;
      source.at += 1 + length;
      if (length === 0) break;
    }
  }
  return hasFrame ? undefined : corrupt('a GIF without a frame');
}

const extension = 0x21;
const frame = 0x2c;
const trailer = 0x3b;

function colourTableBytes(flags: number): number {
  return flags & 0x80 ? 3 << ((flags & 7) + 1) : 0;
}
