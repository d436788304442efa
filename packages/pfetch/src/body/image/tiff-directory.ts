/** How one TIFF writes its numbers: byte order, and the wider fields of BigTIFF. */
export type TiffLayout = {
  first: number;
  countBytes: number;
  entryBytes: number;
  offsetBytes: number;
  count(bytes: Buffer, at: number): number;
  offset(bytes: Buffer, at: number): number;
  numbers(bytes: Buffer, at: number, table: { count: number; valueBytes: number }): number[];
};

/** A list of strip or tile offsets or lengths: its values, where they were at hand, else where in the file it stands. */
export type Table = {
  name: 'offsets' | 'lengths';
  at: number;
  count: number;
  valueBytes: number;
  values?: number[];
};

/** What one image file directory says of its page, and where the last of its values ends in the file. */
export type Directory = { width: number; height: number; tables: Table[]; valuesEnd: number; next: number };

/** The layout that a TIFF's first 16 bytes announce; undefined where they contradict themselves. */
export function tiffLayout(bytes: Buffer, at: number): TiffLayout | undefined {
  const isLittle = bytes[at] === 0x49;
  const uint = (from: Buffer, where: number, size: number): number => {
    if (size === 8) return Number(isLittle ? from.readBigUInt64LE(where) : from.readBigUInt64BE(where));
    return isLittle ? from.readUIntLE(where, size) : from.readUIntBE(where, size);
  };
  const isBig = uint(bytes, at + 2, 2) === 43;
  if (isBig && (uint(bytes, at + 4, 2) !== 8 || uint(bytes, at + 6, 2) !== 0)) return undefined;
  const [countBytes, entryBytes, offsetBytes] = isBig ? [8, 20, 8] : [2, 12, 4];
  const first = uint(bytes, isBig ? at + 8 : at + 4, offsetBytes);
  if (first < (isBig ? 16 : 8)) return undefined;
  return {
    first,
    countBytes,
    entryBytes,
    offsetBytes,
    count: (from, where) => uint(from, where, countBytes),
    offset: (from, where) => uint(from, where, offsetBytes),
    numbers: (from, where, { count, valueBytes }) =>
      Array.from({ length: count }, (_, i) => uint(from, where + i * valueBytes, valueBytes)),
  };
}

/**
 * Reads the directory that begins `lead` bytes into `window`, which itself begins at `windowAt` in the file. Tables come in
 * the order in which they stand in the file.
 */
export function readDirectory(layout: TiffLayout, window: Buffer, lead: number, windowAt: number): Directory {
  const directory: Directory = { width: 0, height: 0, tables: [], valuesEnd: 0, next: 0 };
  const entries = layout.count(window, lead);
  let at = lead + layout.countBytes;
  for (let i = 0; i < entries; i++, at += layout.entryBytes) {
    const tag = layout.numbers(window, at, { count: 1, valueBytes: 2 })[0] ?? 0;
    const type = layout.numbers(window, at + 2, { count: 1, valueBytes: 2 })[0] ?? 0;
    const valueBytes = typeBytes[type] ?? 0;
    if (valueBytes === 0) continue; // a type of the future
    const count = layout.offset(window, at + 4);
    const valueAt = at + 4 + layout.offsetBytes;
    const isInline = count * valueBytes <= layout.offsetBytes;
    if (tag === imageWidth || tag === imageLength) {
      const value =
        isInline && count === 1 ? layout.numbers(window, valueAt, { count, valueBytes })[0] : undefined;
      if (tag === imageWidth) directory.width = value ?? 0;
      else directory.height = value ?? 0;
    }
    const fileAt = isInline ? windowAt + valueAt : layout.offset(window, valueAt);
    directory.valuesEnd = Math.max(directory.valuesEnd, fileAt + count * valueBytes);
    const name = tableNames.get(tag);
    if (name === undefined || count === 0 || valueBytes === 1) continue;
    const from = fileAt - windowAt;
    const table: Table = { name, at: fileAt, count, valueBytes };
    const isAtHand = from >= 0 && from + count * valueBytes <= window.length;
    directory.tables.push(isAtHand ? { ...table, values: layout.numbers(window, from, table) } : table);
  }
  directory.tables.sort((a, b) => a.at - b.at);
  directory.next = layout.offset(window, at);
  return directory;
}

const imageWidth = 256;
const imageLength = 257;

// Strips, tiles, and the one JPEG stream of old-style compression 6.
const tableNames = new Map<number, Table['name']>([
  [273, 'offsets'],
  [279, 'lengths'],
  [324, 'offsets'],
  [325, 'lengths'],
  [513, 'offsets'],
  [514, 'lengths'],
]);

// By type code, from BYTE, ASCII, SHORT, LONG, RATIONAL to the LONG8, SLONG8 and IFD8 of BigTIFF.
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];
