import { corrupt } from './fault.js';
import { readMeta } from './meta-box.js';
import type { Reading, Source } from './source.js';

/** Walks an AVIF or HEIC from box to box: the size of its primary picture, every stored piece inside, no box cut short. */
export function* readBoxes(source: Source): Reading {
  let piecesEnd: number | undefined; // known once `meta` has been read
  for (;;) {
    yield 8;
    const start = source.base + source.at;
    const type = source.bytes.toString('latin1', source.at + 4, source.at + 8);
    let length = source.bytes.readUInt32BE(source.at);
    if (!/^[\x20-\x7e]{4}$/.test(type)) {
      // Whatever follows the last box is padding; what comes before `meta` is not.
      if (piecesEnd === undefined) return corrupt('boxes that end before the one that describes the picture');
      source.at += Math.max(0, piecesEnd - start);
      yield 0;
      return undefined;
    }
    if (length === 1) {
      yield 16;
      length = Number(source.bytes.readBigUInt64BE(source.at + 8));
    }
    if (length > 0 && length < 8) return corrupt('a box shorter than its own header');
    if (type === 'meta') {
      if (length === 0 || length > maxMetaBytes) return corrupt('a description of impossible length');
      yield length;
      const picture = readMeta(source.bytes.subarray(source.at, source.at + length));
      if (picture === undefined) return corrupt('a description without a sound primary picture');
      const fault = source.judgeSize(picture.width, picture.height);
      if (fault) return fault;
      piecesEnd = picture.piecesEnd;
    }
    const end = length === 0 ? start + 8 : start + length; // 0: the box reaches to the end, wherever that is
    if (piecesEnd !== undefined) source.enoughAt = Math.max(end, piecesEnd);
    source.at += length === 0 ? Infinity : length;
  }
}

// A phone's picture of 48 tiles needs 4 kB; nothing that is shown needs more than this.
const maxMetaBytes = 256 * 1024;
