import { corrupt } from './fault.js';
import type { Reading, Source } from './source.js';

/** Walks a WebP from chunk to chunk up to the length that its RIFF header announces; lossy, lossless, animated. */
export function* readWebp(source: Source): Reading {
  yield 30;
  const { bytes, at } = source;
  const bodyEnd = source.base + at + 8 + bytes.readUInt32LE(at + 4);
  const size = sizeOf(bytes, at + 12);
  if (size === undefined) return corrupt('a WebP with a broken header');
  const fault = source.judgeSize(size.width, size.height);
  if (fault) return fault;

  let hasPixels = false;
  source.at += 12;
  for (;;) {
    const chunkAt = source.base + source.at;
    if (chunkAt + 8 > bodyEnd) break;
    yield 8;
    const chunk = source.bytes.toString('latin1', source.at, source.at + 4);
    const length = source.bytes.readUInt32LE(source.at + 4);
    if (chunkAt + 8 + length > bodyEnd) return corrupt('a WebP whose chunks are longer than itself');
    if (length > 0 && (chunk === 'VP8 ' || chunk === 'VP8L' || chunk === 'ANMF')) hasPixels = true;
    source.at += 8 + length + (length & 1);
  }
  source.at = bodyEnd - source.base;
  yield 0;
  return hasPixels ? undefined : corrupt('a WebP without pixels');
}

function sizeOf(bytes: Buffer, at: number): { width: number; height: number } | undefined {
  const size = sizes[bytes.toString('latin1', at, at + 4)]?.(bytes, at + 8);
  return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined;
}

type SizeReader = (bytes: Buffer, at: number) => { width: number; height: number } | undefined;

const sizes: { [chunk: string]: SizeReader | undefined } = {
  'VP8 '(bytes, at) {
    // A key frame, then its start code 9d 01 2a, then two sizes of 14 bits with 2 bits of scaling above each.
    if (((bytes[at] ?? 1) & 1) !== 0 || bytes.readUIntBE(at + 3, 3) !== 0x9d012a) return undefined;
    return { width: bytes.readUInt16LE(at + 6) & 0x3fff, height: bytes.readUInt16LE(at + 8) & 0x3fff };
  },
  VP8L(bytes, at) {
    const packed = bytes.readUInt32LE(at + 1);
    if (bytes[at] !== 0x2f || packed >>> 29 !== 0) return undefined;
    return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
  },
  VP8X(bytes, at) {
    return { width: bytes.readUIntLE(at + 4, 3) + 1, height: bytes.readUIntLE(at + 7, 3) + 1 };
  },
};
