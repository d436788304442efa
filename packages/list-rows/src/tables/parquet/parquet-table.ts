import { type FileMetaData, parquetSchema } from 'hyparquet';

import type { RandomAccess } from '../../source/byte-source.js';
import { TableFailure } from '../../table-failure.js';
import type { Batch, Reading, Sample, Table } from '../table.js';
import { groupInfosOf } from './group-info.js';
import { openCursors, type ParquetColumn } from './open-cursors.js';
import { readFooter } from './read-footer.js';
import { buildColumnNode, describeNode } from './schema-node.js';

/** More rows at once are no faster, and hold what is printed longer. */
const batchRows = 8192;

/** A Parquet file. Its row groups are read one after the other, page by page, and only the columns that are wanted. */
export async function openParquetTable(bytes: RandomAccess): Promise<Table> {
  const footer = await readFooter(bytes);
  const root = parquetSchema(footer);
  const columns = root.children.map((child): ParquetColumn => buildColumnNode(root, child));
  const groups = groupInfosOf(footer, columns);

  async function* read({ columns: names, rowsOf }: Reading): AsyncGenerator<Batch> {
    const wanted = columns.filter(({ node }) => names?.includes(node.name) ?? true);
    let before = 0;
    for (const [at, group] of groups.entries()) {
      const rows = rowsOf === undefined ? { from: 0, to: group.rows } : rowsOf(group);
      if (rows !== undefined && rows.to > rows.from)
        yield* readGroup(bytes, footer, wanted, { group: at, before, ...rows });
      before += group.rows;
    }
  }

  async function sample(): Promise<Sample[]> {
    const texts = columns.filter(({ node }) => describeNode(node) === 'text').map(({ node }) => node.name);
    for await (const batch of read({
      columns: texts,
      rowsOf: ({ rows }) => ({ from: 0, to: Math.min(rows, 20) }),
    })) {
      return batch.columns.map(({ name, cells }) => ({
        name,
        values: Array.from({ length: batch.count }, (_, at) => cells.value(at)),
      }));
    }
    return [];
  }

  return {
    format: 'parquet',
    columns: columns.map(({ node }) => ({ name: node.name, type: describeNode(node) })),
    groups,
    sample,
    read,
  };
}

type GroupRows = { group: number; before: number; from: number; to: number };

async function* readGroup(
  bytes: RandomAccess,
  { row_groups: groups }: FileMetaData,
  wanted: readonly ParquetColumn[],
  { group: number, before, from, to }: GroupRows,
): AsyncGenerator<Batch> {
  const group = groups[number];
  if (group === undefined) return;
  // Where no column is wanted rows are counted only.
  const cursors = wanted.length === 0 ? [] : await openCursors(bytes, group, wanted);
  for (const cursor of cursors) cursor.skip(from);
  for (let row = from; row < to;) {
    const there = await Promise.all(cursors.map((cursor) => cursor.load()));
    const count = Math.min(to - row, batchRows, ...there);
    if (count === 0)
      throw new TableFailure('torn', `row group ${number + 1} ends at its row ${row}, and has ${to}`);
    const first = before + row + 1;
    yield {
      count,
      columns: wanted.map(({ node }, at) => ({ name: node.name, cells: cursors[at]?.cells() ?? noCells })),
      rowNumber: (at) => first + at,
      group: number + 1,
      bad: [],
    };
    for (const cursor of cursors) cursor.advance(count);
    row += count;
  }
}

const noCells = { value: () => undefined, json: () => undefined };
