import type { FileMetaData } from 'hyparquet';
import type { ColumnChunk, Statistics } from 'hyparquet/src/types.js';

import type { Bounds, GroupInfo } from '../table.js';
import type { ParquetColumn } from './open-cursors.js';

/** What the footer says of each row group: rows, bytes, and between what the values of its columns lie. */
export function groupInfosOf(
  { row_groups: groups }: FileMetaData,
  columns: readonly ParquetColumn[],
): GroupInfo[] {
  const flat = new Map(
    columns.flatMap(({ node, leaves }) => (node.kind === 'leaf' ? [[node.name, leaves[0]]] : [])),
  );
  return groups.map((group, index) => {
    const chunks = new Map(group.columns.map((chunk) => [chunk.meta_data?.path_in_schema.join('.'), chunk]));
    return {
      index,
      rows: Number(group.num_rows),
      bytesOf: (column) => {
        const own = columns.find(({ node }) => node.name === column)?.leaves ?? [];
        const sizes = own.map(
          (leaf) => chunks.get(leaf.path.join('.'))?.meta_data?.total_compressed_size ?? 0n,
        );
        return Number(sizes.reduce((sum, size) => sum + size, 0n));
      },
      boundsOf: (column) => {
        const leaf = flat.get(column);
        return leaf && boundsOf(chunks.get(column), leaf.type.name, leaf.type.value);
      },
    };
  });
}

/** Types whose order in the file is the order of their values here. */
const ordered = /^(u?int(32|64)|float|double|text|date|timestamp)$/;

function boundsOf(
  chunk: ColumnChunk | undefined,
  type: string,
  toValue: (raw: unknown) => unknown,
): Bounds | undefined {
  const stats = chunk?.meta_data?.statistics;
  if (stats === undefined || !ordered.test(type)) return undefined;
  const rows = Number(chunk?.meta_data?.num_values ?? 0);
  const nulls = stats.null_count === undefined ? undefined : Number(stats.null_count);
  const [min, max] = [boundOf(stats, 'min', type), boundOf(stats, 'max', type)];
  if (min === undefined || max === undefined)
    return nulls === rows ? { min: undefined, max: undefined, nulls } : undefined;
  return { min: toValue(min), max: toValue(max), nulls };
}

function boundOf(stats: Statistics, which: 'min' | 'max', type: string): unknown {
  const bound = stats[`${which}_value`];
  // The older fields are ordered by signed bytes, so only numbers can go by them.
  return bound === undefined && /^(int|float|double)/.test(type) ? stats[which] : bound;
}
