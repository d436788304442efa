import { crc32 } from 'node:zlib';

import { corrupt } from './fault.js';
import type { Reading, Source } from './source.js';

/** Walks a PNG (or APNG) from chunk to chunk: IHDR first and sound, some IDAT, then a whole IEND. */
export function* readPng(source: Source): Reading {
  yield 33;
  const { bytes, at } = source;
  if (bytes.readUInt32BE(at + 8) !== 13 || bytes.readUInt32BE(at + 12) !== IHDR) {
    return corrupt('a PNG that does not begin with its header');
  }
  const width = bytes.readUInt32BE(at + 16);
  const height = bytes.readUInt32BE(at + 20);
  const isSound = crc32(bytes.subarray(at + 12, at + 29)) === bytes.readUInt32BE(at + 29);
  if (!isSound || width === 0 || height === 0 || !allowsDepth(bytes[at + 25] ?? 0, bytes[at + 24] ?? 0)) {
    return corrupt('a PNG with a broken header');
  }
  const fault = source.judgeSize(width, height);
  if (fault) return fault;

  let hasData = false;
  source.at += 33;
  for (;;) {
    if (source.end - source.at < 8) yield 8;
    const length = source.bytes.readUInt32BE(source.at);
    const type = source.bytes.readUInt32BE(source.at + 4);
    if (length > 0x7fff_ffff || !isChunkType(type)) return corrupt('a PNG with a broken chunk');
    if (type === IDAT && length > 0) hasData = true;
    if (type === IEND) break;
    source.at += 12 + length;
  }
  yield 12;
  // Compared too, or a file cut short and filled up with zeros would pass.
  if (source.bytes.readUInt32BE(source.at + 8) !== checksumOfIEND) return corrupt('a PNG with a broken end');
  return hasData ? undefined : corrupt('a PNG without pixels');
}

const IHDR = 0x49484452;
const IDAT = 0x49444154;
const IEND = 0x49454e44;
const checksumOfIEND = 0xae426082;

// By colour type (PNG specification, table 11.1).
const depths = [[1, 2, 4, 8, 16], [], [8, 16], [1, 2, 4, 8], [8, 16], [], [8, 16]];

function allowsDepth(colourType: number, depth: number): boolean {
  return depths[colourType]?.includes(depth) ?? false;
}

function isChunkType(type: number): boolean {
  // Four letters: with bit 5 set in each byte all are lower-case.
  for (let shift = 0; shift < 32; shift += 8) {
    const letter = ((type >>> shift) & 0xff) | 0x20;
    if (letter < 0x61 || letter > 0x7a) return false;
  }
  return true;
}
