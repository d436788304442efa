import { corrupt } from './fault.js';
import type { Source, Walk } from './source.js';

/**
 * Walks a JPEG from marker to marker: thumbnails inside a segment are stepped over, and EOI counts only after a scan. Most
 * pictures are JPEGs, so this is no generator: where bytes are missing it stops before the marker and meets it again.
 */
export function walkJpeg(source: Source): Walk {
  let hasFrame = false;
  let hasScan = false;
  source.at += 2;
  return () => {
    for (;;) {
      // Entropy-coded data and stray bytes between segments alike: all up to the next marker is passed over, as libjpeg does.
      const { bytes, end } = source;
      if (end - source.at < 2) return 2;
      const found = bytes.indexOf(0xff, source.at);
      if (found < 0 || found >= end - 1) {
        source.at = found < 0 ? end : Math.min(found, end);
        return 2;
      }
      const marker = bytes[found + 1] ?? 0;
      source.at = found + (marker === 0xff ? 1 : 2); // a marker may be filled up with any number of FF
      if (marker === 0xff || isStuffing(marker)) continue;
      if (marker === endOfImage)
        return hasScan ? undefined : corrupt('a JPEG that ends before its first scan');
      if (marker === startOfImage) return corrupt('a JPEG in which another begins before it has ended');

      source.at = found;
      if (end - found < 4) return 4;
      const length = bytes.readUInt16BE(found + 2);
      if (length < 2) return corrupt('a JPEG with a segment of impossible length');
      if (isFrameHeader(marker) && !hasFrame) {
        if (length < 11) return corrupt('a JPEG with a broken frame header');
        if (end - found < 10) return 10;
        const height = bytes.readUInt16BE(found + 5);
        const width = bytes.readUInt16BE(found + 7);
        const components = bytes[found + 9] ?? 0;
        // A height of 0 promises a DNL marker after the scan, which no decoder in use reads.
        if (width === 0 || height === 0 || length !== 8 + 3 * components) {
          return corrupt('a JPEG with a broken frame header');
        }
        const fault = source.judgeSize(width, height);
        if (fault) return fault;
        hasFrame = true;
      } else if (marker === startOfScan) {
        if (!hasFrame) return corrupt('a JPEG whose scan comes before its frame header');
        hasScan = true;
      }
      source.at = found + 2 + length;
    }
  };
}

const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;

// A stuffed FF00, a restart marker, or TEM: none of them opens a segment.
function isStuffing(marker: number): boolean {
  return marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd7);
}

// SOF0 to SOF15, but for the three codes among them that mean DHT, JPG and DAC.
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
