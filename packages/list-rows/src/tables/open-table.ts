import { gunzip, isGzip, peek, refuseForeign, spoolNameless } from '@fetchutils/plumbing';

import type { ByteSource, RandomAccess } from '../source/byte-source.js';
import { openRandomAccess } from '../source/file-source.js';
import { decodeText } from '../text/decode-text.js';
import { openDelimitedTable } from './delimited/delimited-table.js';
import { detectFormat } from './detect-format.js';
import type { Detected, Format } from './formats.js';
import { openJsonColumnsTable } from './json/json-columns-table.js';
import { openJsonTable } from './json/json-table.js';
import { openLinesTable } from './json/lines-table.js';
import { TableFailure } from '../table-failure.js';
import type { Table } from './table.js';

export type OpenTableOptions = {
  /** The user's word, which wins over the content. */
  format: Format | undefined;
  encoding: string | undefined;
  header: readonly string[] | undefined;
  hasQuotes: boolean;
  /** Where the list is named in messages. */
  label: string;
  signal: AbortSignal;
  onOddLine: () => void;
};

const mostToDetect = 1024 * 1024;

/** Opens the list in a source, whose format is told by its content. */
export async function openTable(source: ByteSource, options: OpenTableOptions): Promise<Table> {
  const { head, all } = await peek(source.stream(), 4);
  const unpacked = await unpack(head, all, options.label);
  const name = source.name.replace(/\.(gz|zst)$/i, '');
  const { detected, chunks } = await detect(unpacked, name, options);
  /** The unpacked bytes at any place: those of the source, or a copy in a file without a name. */
  const random = async (): Promise<RandomAccess> => {
    if (source.random !== undefined && unpacked === all) return source.random;
    return openRandomAccess(await spoolNameless(chunks, options.signal));
  };
  if (detected === 'json columns') return openJsonColumnsTable(await random(), options.onOddLine);
  if (detected === 'parquet') {
    const { openParquetTable } = await import('./parquet/parquet-table.js');
    return openParquetTable(await random());
  }
  const texts = decodeText(chunks, options.encoding, options.onOddLine);
  switch (detected) {
    case 'csv':
    case 'tsv': {
      const { label, header, hasQuotes } = options;
      const isTsv = detected === 'tsv';
      return openDelimitedTable(texts, { name: label, isTsv, hasQuotes: !isTsv || hasQuotes, header });
    }
    case 'ndjson':
    case 'lines':
      return openLinesTable(texts);
    case 'json array':
      return openJsonTable(texts, true);
    case 'json objects':
      return openJsonTable(texts, false);
  }
}

async function unpack(
  head: Buffer,
  all: AsyncIterable<Buffer>,
  label: string,
): Promise<AsyncIterable<Buffer>> {
  if (isGzip(head)) return gunzip(all, 'its gzip', (message) => new TableFailure('torn', message));
  if (head.toString('hex', 0, 4) === '28b52ffd') {
    const { unzstd } = await import('../text/unzstd.js');
    return unzstd(all);
  }
  refuseForeign(head, label, 'list-rows');
  return all;
}

/** Looks at as much as it takes: mostly at the first chunk alone, so that a first line is answered before the second comes. */
async function detect(
  chunks: AsyncIterable<Buffer>,
  name: string,
  { format, encoding, header }: OpenTableOptions,
): Promise<{ detected: Detected; chunks: AsyncIterable<Buffer> }> {
  if (format !== undefined && format !== 'json') return { detected: format, chunks };
  const hints = { name, hasOwnHeader: header !== undefined };
  let seen: Awaited<ReturnType<typeof peek>> = { head: Buffer.alloc(0), all: toGenerator(chunks) };
  for (;;) {
    const before = seen.head.length;
    seen = await peek(seen.all, before + 1);
    if (seen.head.toString('latin1', 0, 4) === 'PAR1') return { detected: 'parquet', chunks: seen.all };
    const isAll = seen.head.length === before || seen.head.length >= mostToDetect;
    const detected = detectFormat(await textOf(seen.head, encoding), isAll, hints);
    if (detected === undefined) continue;
    if (format === 'json' && !detected.startsWith('json'))
      return { detected: 'json objects', chunks: seen.all };
    return { detected, chunks: seen.all };
  }
}

async function textOf(head: Buffer, encoding: string | undefined): Promise<string> {
  let text = '';
  for await (const piece of decodeText(toGenerator([head]), encoding, () => undefined)) text += piece;
  return text;
}

async function* toGenerator(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield* chunks;
}
