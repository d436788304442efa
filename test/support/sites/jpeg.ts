/** A picture as a mosaic: each tile of 8x8 pixels has one colour. */
export type Mosaic = { columns: number; rows: number; colourAt(column: number, row: number): Colour };

/** Red, green and blue from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/**
 * Writes a baseline JPEG without an encoder: a tile of one colour is one DC coefficient and "end of block", so neither
 * cosines nor most of the Huffman tables are needed.
 */
export function makeJpeg({ columns, rows, colourAt }: Mosaic): Buffer {
  const bits: string[] = [];
  const before = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (const [plane, level] of toYCbCr(colourAt(column, row)).entries()) {
        bits.push(codeDifference(level - (before[plane] ?? 0)), endOfBlock);
        before[plane] = level;
      }
    }
  }
  const size = [...uint16(8 * rows), ...uint16(8 * columns)];
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [...Buffer.from('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xdb, [0, ...Array<number>(64).fill(8)]),
    segment(0xc0, [8, ...size, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]),
    // Twelve codes of four bits for the sizes 0 to 11 of a difference; one code of one bit for "end of block".
    segment(0xc4, [
      0x00,
      0,
      0,
      0,
      12,
      ...Array<number>(12).fill(0),
      ...Array.from({ length: 12 }, (_, i) => i),
    ]),
    segment(0xc4, [0x10, 1, ...Array<number>(15).fill(0), 0]),
    segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
    packBits(bits.join('')),
    Buffer.from([0xff, 0xd9]),
  ]);
}

const endOfBlock = '0';

/** Levels around 0, in the steps that the quantisation table (8 everywhere) leaves: the DC coefficient is 8 times the mean. */
function toYCbCr([red, green, blue]: Colour): number[] {
  return [
    0.299 * red + 0.587 * green + 0.114 * blue - 128,
    -0.1687 * red - 0.3313 * green + 0.5 * blue,
    0.5 * red - 0.4187 * green - 0.0813 * blue,
  ].map(Math.round);
}

function codeDifference(difference: number): string {
  const size = difference === 0 ? 0 : Math.abs(difference).toString(2).length;
  const value = difference < 0 ? difference + (1 << size) - 1 : difference;
  return size.toString(2).padStart(4, '0') + (size === 0 ? '' : value.toString(2).padStart(size, '0'));
}

/** Bits to bytes, filled with ones; a byte 0xff is followed by a zero, or it would begin a marker. */
function packBits(bits: string): Buffer {
  const bytes: number[] = [];
  for (let at = 0; at < bits.length; at += 8) {
    const byte = parseInt(bits.slice(at, at + 8).padEnd(8, '1'), 2);
    bytes.push(...(byte === 0xff ? [0xff, 0] : [byte]));
  }
  return Buffer.from(bytes);
}

function segment(marker: number, content: number[]): Buffer {
  return Buffer.from([0xff, marker, ...uint16(content.length + 2), ...content]);
}

function uint16(value: number): number[] {
  return [value >> 8, value & 255];
}
