import type { FileMetaData } from 'hyparquet';

import type { GroupInfo } from '../table.js';
import { groupBounds } from './group-bounds.js';
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
        return leaf && groupBounds(chunks.get(column), leaf.type);
      },
    };
  });
}
