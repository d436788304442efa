import { corrupt } from './fault.js';
import type { Reading, Source } from './source.js';

/** Reads a bitmap's headers and waits for its last row: where rows are uncompressed their length is reckoned, not believed. */
export function* readBmp(source: Source): Reading {
  yield 26;
  const { bytes, at } = source;
  const fileBytes = bytes.readUInt32LE(at + 2);
  const pixelsAt = bytes.readUInt32LE(at + 10);
  const headerBytes = bytes.readUInt32LE(at + 14);
  if (headerBytes === 12) {
    const width = bytes.readUInt16LE(at + 18);
    const height = bytes.readUInt16LE(at + 20);
    const bits = bytes.readUInt16LE(at + 24);
    return yield* readRows(source, {
      width,
      height,
      bits,
      pixelsAt,
      pixelBytes: rowBytes(width, bits) * height,
    });
  }
  if (headerBytes < 16) return corrupt('a bitmap with a broken header');
  const isFull = headerBytes >= 40;
  yield isFull ? 38 : 30;
  const width = source.bytes.readInt32LE(source.at + 18);
  const height = Math.abs(source.bytes.readInt32LE(source.at + 22)); // below zero: rows from the top down
  const bits = source.bytes.readUInt16LE(source.at + 28);
  const compression = isFull ? source.bytes.readUInt32LE(source.at + 30) : 0;
  const announced = isFull ? source.bytes.readUInt32LE(source.at + 34) : 0;
  const isPlain = compression === 0 || compression === 3 || compression === 6;
  const pixelBytes = isPlain
    ? rowBytes(width, bits) * height
    : announced || Math.max(0, fileBytes - pixelsAt);
  return yield* readRows(source, { width, height, bits, pixelsAt, pixelBytes });
}

type Rows = { width: number; height: number; bits: number; pixelsAt: number; pixelBytes: number };

function* readRows(source: Source, { width, height, bits, pixelsAt, pixelBytes }: Rows): Reading {
  if (width <= 0 || height === 0 || ![0, 1, 2, 4, 8, 16, 24, 32].includes(bits) || pixelsAt < 26) {
    return corrupt('a bitmap with a broken header');
  }
  const fault = source.judgeSize(width, height);
  if (fault) return fault;
  source.at = pixelsAt + pixelBytes - source.base;
  yield 0;
  return undefined;
}

/** Every row is filled up to four bytes. */
function rowBytes(width: number, bits: number): number {
  return Math.ceil((width * bits) / 32) * 4;
}
