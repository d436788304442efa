import type { DecodedArray, PageHeader } from 'hyparquet';
import { readPlain } from 'hyparquet/src/plain.js';
import type { ColumnDecoder } from 'hyparquet/src/types.js';

import { ByteTexts } from './byte-texts.js';
import { readHybrid, roomFor, type SmallIntegers, widestHybrid } from './read-hybrid.js';

export type FlatPage = {
  /** The level of each value; empty where none is null. */
  readonly defined: SmallIntegers;
  readonly values: DecodedArray | ByteTexts | SmallIntegers;
};

/** Where levels and values of a page lie, and how many bits a level takes. */
export type PageParts = {
  levels: Uint8Array | undefined;
  values: Uint8Array;
  count: number;
  encoding: string;
};

const allDefined = new Uint8Array(0);

/**
 * The values of a page without repetition, in the encodings that most pages have, without an object or 8 bytes for each;
 * undefined for other encodings, which hyparquet reads.
 */
export function readFlatPage(parts: PageParts, { type, element }: ColumnDecoder): FlatPage | undefined {
  const isByDictionary = parts.encoding.endsWith('_DICTIONARY');
  if (!isByDictionary && parts.encoding !== 'PLAIN') return undefined;
  const levels = parts.levels && readLevels(parts.levels, parts.count);
  const nulls = levels === undefined ? 0 : countZeros(levels);
  const defined = nulls === 0 || levels === undefined ? allDefined : levels;
  const count = parts.count - nulls;
  if (isByDictionary) {
    const [bits = 0] = parts.values;
    if (bits > widestHybrid) return undefined;
    const places = roomFor(bits, count);
    if (bits > 0) readHybrid(parts.values.subarray(1), bits, places);
    return { defined, values: places };
  }
  if (type === 'BYTE_ARRAY') return { defined, values: new ByteTexts(parts.values, count) };
  const { buffer, byteOffset, byteLength } = parts.values;
  const reader = { view: new DataView(buffer, byteOffset, byteLength), offset: 0 };
  return { defined, values: readPlain(reader, type, count, element.type_length) };
}

/** Levels of 0 and 1: whether a value is there. */
function readLevels(bytes: Uint8Array, count: number): SmallIntegers {
  const levels = new Uint8Array(count);
  readHybrid(bytes, 1, levels);
  return levels;
}

function countZeros(levels: SmallIntegers): number {
  let zeros = 0;
  for (let at = 0; at < levels.length; at += 1) if (levels[at] === 0) zeros += 1;
  return zeros;
}

/** The parts of a data page of either version, unpacked. */
export function partsOf(
  header: PageHeader,
  bytes: Uint8Array,
  hasLevels: boolean,
  unpack: (bytes: Uint8Array, length: number) => Uint8Array,
): PageParts | undefined {
  const { data_page_header: first, data_page_header_v2: second } = header;
  if (first !== undefined) {
    const page = unpack(bytes, Number(header.uncompressed_page_size));
    const { num_values: count, encoding } = first;
    if (!hasLevels) return { levels: undefined, values: page, count, encoding };
    const end = 4 + new DataView(page.buffer, page.byteOffset, page.byteLength).getUint32(0, true);
    return { levels: page.subarray(4, end), values: page.subarray(end), count, encoding };
  }
  if (second === undefined) return undefined;
  const start = second.repetition_levels_byte_length;
  const end = start + second.definition_levels_byte_length;
  const packed = bytes.subarray(end);
  const length = Number(header.uncompressed_page_size) - end;
  const isPacked = second.is_compressed !== false && length > 0;
  return {
    levels: hasLevels ? bytes.subarray(start, end) : undefined,
    values: isPacked ? unpack(packed, length) : packed,
    count: second.num_values,
    encoding: second.encoding,
  };
}
