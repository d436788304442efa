import type { ColumnMetaData, RowGroup } from 'hyparquet';

import type { RandomAccess } from '../../source/byte-source.js';
import { TableFailure } from '../../table-failure.js';
import { ByteWindow } from './byte-window.js';
import type { ColumnCursor } from './column-cursor.js';
import { ColumnPages } from './column-pages.js';
import { FlatCursor } from './flat-cursor.js';
import { LeafEntries } from './leaf-entries.js';
import { NestedCursor } from './nested-cursor.js';
import type { LeafPlace, SchemaNode } from './schema-node.js';
import { unpackers } from './unpackers.js';

export type ParquetColumn = { node: SchemaNode; leaves: readonly LeafPlace[] };

/** So much of a group that is small is read together, whatever lies between the columns. */
const smallGroup = 1024 * 1024;
/** What all windows of a group may hold ahead. */
const mostAhead = 8 * 1024 * 1024;

/** A cursor for each of some columns of a row group. */
export async function openCursors(
  bytes: RandomAccess,
  group: RowGroup,
  columns: readonly ParquetColumn[],
): Promise<ColumnCursor[]> {
  const chunks = new Map<string, ColumnMetaData>();
  for (const { meta_data: chunk } of group.columns) {
    if (chunk !== undefined) chunks.set(chunk.path_in_schema.join('.'), chunk);
  }
  const chunkOf = (leaf: LeafPlace): ColumnMetaData => {
    const chunk = chunks.get(leaf.path.join('.'));
    if (chunk === undefined)
      throw new TableFailure('torn', `a row group has no column ${leaf.path.join('.')}`);
    return chunk;
  };
  const leaves = columns.flatMap((column) => column.leaves);
  const read = await readTogether(
    bytes,
    leaves.map((leaf) => rangeOf(chunkOf(leaf))),
  );
  const largestPiece = Math.min(1024 * 1024, Math.max(64 * 1024, mostAhead / leaves.length));
  const pagesOf = (leaf: LeafPlace): ColumnPages => {
    const chunk = chunkOf(leaf);
    return new ColumnPages(new ByteWindow(read, rangeOf(chunk), largestPiece), leaf, chunk, unpackers);
  };
  return columns.map(({ node, leaves: own }) => {
    const [only] = own;
    if (node.kind === 'leaf' && only !== undefined) return new FlatCursor(pagesOf(only), only);
    return new NestedCursor(
      node,
      own.map((leaf) => new LeafEntries(pagesOf(leaf), leaf)),
    );
  });
}

type Range = { start: number; end: number };

function rangeOf(chunk: ColumnMetaData): Range {
  const data = Number(chunk.data_page_offset);
  const dictionary = Number(chunk.dictionary_page_offset ?? 0);
  // Some writers say 0 where there is none.
  const start = dictionary > 0 && dictionary < data ? dictionary : data;
  return { start, end: start + Number(chunk.total_compressed_size) };
}

/** Reads ranges that lie close together at once: each request to a server costs a round trip. */
async function readTogether(
  { read, size }: RandomAccess,
  ranges: readonly Range[],
): Promise<RandomAccess['read']> {
  const start = Math.min(...ranges.map((range) => range.start));
  const end = Math.max(...ranges.map((range) => range.end));
  if (end > size) throw new TableFailure('torn', 'a row group lies beyond the end of the file');
  if (ranges.length < 2 || end - start > smallGroup) return read;
  const all = await read(start, end);
  return (from, to) => Promise.resolve(all.subarray(from - start, to - start));
}
