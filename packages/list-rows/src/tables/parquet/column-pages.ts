import type { Compressors, DecodedArray, PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage, readDataPage, readDataPageV2 } from 'hyparquet/src/datapage.js';
import { readPlain } from 'hyparquet/src/plain.js';
import type { ColumnDecoder, ColumnMetaData } from 'hyparquet/src/types.js';
import { reasonOf } from '@fetchutils/plumbing';

import { TableFailure } from '../../table-failure.js';
import { ByteTexts } from './byte-texts.js';
import type { ByteWindow } from './byte-window.js';
import { rawParsers } from './raw-parsers.js';
import { type FlatPage, partsOf, readFlatPage } from './read-flat-page.js';
import type { SmallIntegers } from './read-hybrid.js';
import type { LeafPlace } from './schema-node.js';

/** A page as it is stored: levels, and values or their places in the dictionary. */
export type Page = {
  /** Values, nulls counted. */
  readonly count: number;
  /** Empty where nothing is null. */
  readonly defined: ArrayLike<number>;
  /** Empty where nothing is repeated. */
  readonly repeated: readonly number[];
  readonly values: PageValues;
  /** The values are places in it. */
  readonly dictionary: PageValues | undefined;
};

export type PageValues = DecodedArray | ByteTexts | SmallIntegers;

/** Headers are some 30 bytes; what statistics make of them is read in a second step. */
const headerBytes = 256;
const longestHeader = 16 * 1024 * 1024;

/** The pages of one column in one row group, in their order. */
export class ColumnPages {
  readonly #window: ByteWindow;
  readonly #decoder: ColumnDecoder;
  readonly #isFlat: boolean;
  readonly #hasLevels: boolean;
  readonly #mostValues: number;
  #dictionary: PageValues | undefined;

  constructor(window: ByteWindow, leaf: LeafPlace, chunk: ColumnMetaData, compressors: Compressors) {
    const element = leaf.schemaPath.at(-1)?.element ?? { name: '' };
    this.#window = window;
    this.#isFlat = leaf.path.length === 1 && leaf.maxRepeated === 0;
    this.#hasLevels = leaf.maxDefined > 0;
    this.#mostValues = Number(chunk.num_values);
    this.#decoder = {
      pathInSchema: [...leaf.path],
      element,
      schemaPath: leaf.schemaPath,
      type: chunk.type,
      codec: chunk.codec,
      parsers: rawParsers,
      compressors,
    };
  }

  /** The next page with values. One of which `isSkipped` says so, by the number of its values, is left packed. */
  async next(isSkipped: (count: number) => boolean): Promise<Page | { skipped: number } | undefined> {
    for (;;) {
      const header = await this.#readHeader();
      if (header === undefined) return undefined;
      const size = header.compressed_page_size;
      const count = (header.data_page_header ?? header.data_page_header_v2)?.num_values;
      const bytes = (await this.#window.peek(size)).subarray(0, size);
      if (bytes.length < size) throw damaged('a page is cut short');
      if (count !== undefined && count > this.#mostValues)
        throw damaged('a page has more values than the column');
      this.#window.skip(size);
      if (count !== undefined && isSkipped(count)) return { skipped: count };
      const page = this.#decode(header, bytes);
      if (page !== undefined && page.count > 0) return page;
    }
  }

  async #readHeader(): Promise<PageHeader | undefined> {
    for (let wanted = headerBytes; ; wanted *= 8) {
      const bytes = await this.#window.peek(wanted);
      if (bytes.length === 0) return undefined;
      const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 };
      try {
        const header = parquetHeader(reader);
        this.#window.skip(reader.offset);
        return header;
      } catch (error) {
        if (bytes.length < wanted || wanted > longestHeader) throw damaged(reasonOf(error));
      }
    }
  }

  #decode(header: PageHeader, bytes: Uint8Array): Page | undefined {
    try {
      if (header.type === 'DICTIONARY_PAGE') this.#dictionary = this.#readDictionary(header, bytes);
      return this.#readData(header, bytes);
    } catch (error) {
      throw damaged(reasonOf(error));
    }
  }

  #readDictionary(header: PageHeader, bytes: Uint8Array): PageValues {
    const page = this.#unpack(bytes, Number(header.uncompressed_page_size));
    const { type, element } = this.#decoder;
    const count = header.dictionary_page_header?.num_values ?? 0;
    if (type === 'BYTE_ARRAY') return new ByteTexts(page, count);
    const reader = { view: new DataView(page.buffer, page.byteOffset, page.byteLength), offset: 0 };
    return readPlain(reader, type, count, element.type_length);
  }

  #readData(header: PageHeader, bytes: Uint8Array): Page | undefined {
    const first = header.data_page_header;
    const second = header.data_page_header_v2;
    const about = first ?? second;
    if (about === undefined) return undefined;
    const isByDictionary = about.encoding.endsWith('_DICTIONARY');
    if (isByDictionary && this.#dictionary === undefined) throw new Error('a page without its dictionary');
    const dictionary = isByDictionary ? this.#dictionary : undefined;
    const flat = this.#isFlat ? this.#readFlat(header, bytes) : undefined;
    if (flat !== undefined) return { count: about.num_values, ...flat, repeated: [], dictionary };
    const read = first
      ? readDataPage(this.#unpack(bytes, Number(header.uncompressed_page_size)), first, this.#decoder)
      : readDataPageV2(bytes, header, this.#decoder);
    return {
      count: about.num_values,
      defined: read.definitionLevels ?? [],
      repeated: read.repetitionLevels,
      values: read.dataPage,
      dictionary,
    };
  }

  #readFlat(header: PageHeader, bytes: Uint8Array): FlatPage | undefined {
    const parts = partsOf(header, bytes, this.#hasLevels, (packed, length) => this.#unpack(packed, length));
    return parts && readFlatPage(parts, this.#decoder);
  }

  #unpack(bytes: Uint8Array, length: number): Uint8Array {
    const { codec, compressors } = this.#decoder;
    return decompressPage(bytes, length, codec, compressors);
  }
}

function damaged(why: string): TableFailure {
  return new TableFailure('torn', `a column of it is damaged: ${why}`);
}
