import { readRows } from '@fetchutils/plumbing';

import type { BadRow, Table } from '../table.js';
import { type RowBatch, type TextRow, toRowBatch } from './row-batch.js';

/** NDJSON and plain lists of URLs, which may be mixed: the rows that every tool of the suite reads. */
export function openLinesTable(texts: AsyncIterable<string>): Table {
  async function* read(): AsyncGenerator<RowBatch> {
    for await (const inputs of readRows(texts)) {
      const rows: TextRow[] = [];
      const bad: BadRow[] = [];
      for (const input of inputs) {
        if ('problem' in input) bad.push({ row: input.line, problem: input.problem });
        else rows.push({ number: input.line, text: input.text || JSON.stringify(input.row), row: input.row });
      }
      yield toRowBatch(rows, bad);
    }
  }
  return { format: 'ndjson', columns: undefined, sample: () => Promise.resolve([]), read };
}
