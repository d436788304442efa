import { quote, UsageError } from '@fetchutils/plumbing';

import type { BadRow, Batch, Column, ColumnInfo, Sample, Table } from '../table.js';
import { findDelimiter } from './cell-scan.js';
import { readRecords, type TableRecord } from './read-records.js';

export type DelimitedOptions = {
  name: string;
  isTsv: boolean;
  /** Whether the cells of a TSV may stand in quotes; those of a CSV always may. */
  hasQuotes: boolean;
  /** The names of the columns where the table has none in its first line. */
  header: readonly string[] | undefined;
};

/** A table of CSV or TSV. */
export async function openDelimitedTable(
  texts: AsyncIterable<string>,
  options: DelimitedOptions,
): Promise<Table> {
  const { separator, rest } = await readSeparator(texts);
  const delimiter = options.isTsv ? '\t' : separator;
  const records = readRecords(rest, { delimiter, hasQuotes: options.hasQuotes });
  let pending: readonly TableRecord[] = await nextOf(records);
  const isWithout = options.header !== undefined;
  const names = options.header ?? toNames(pending[0], options.name);
  if (!isWithout) pending = pending.slice(1);
  const columns: ColumnInfo[] = names.map((name) => ({ name, type: 'text' }));
  async function* read(): AsyncGenerator<Batch> {
    let first = 1;
    do {
      if (pending.length > 0) yield toBatch(pending, names, first);
      first += pending.length;
      pending = await nextOf(records);
    } while (pending.length > 0);
  }
  const sample = () => Promise.resolve(sampleOf(pending, names));
  return { format: options.isTsv ? 'tsv' : 'csv', columns, sample, read };
}

async function nextOf(records: AsyncGenerator<TableRecord[]>): Promise<readonly TableRecord[]> {
  const next = await records.next();
  return next.done === true ? [] : next.value;
}

/** The delimiter by the first line, or by Excel's `sep=;` in its place. */
async function readSeparator(texts: AsyncIterable<string>) {
  const iterator = texts[Symbol.asyncIterator]();
  let head = '';
  let isDone = false;
  while (!isDone && !head.includes('\n')) {
    const next = await iterator.next();
    isDone = next.done === true;
    if (next.done !== true) head += next.value;
  }
  const line = head.replace(/^\ufeff/, '').split(/\r?\n/, 1)[0] ?? '';
  const [told, separator = findDelimiter(line)] = /^sep=(.)$/.exec(line) ?? [];
  if (told !== undefined) head = head.slice(head.indexOf('\n') + 1);
  return {
    separator,
    rest: (async function* () {
      yield head;
      yield* { [Symbol.asyncIterator]: () => iterator };
    })(),
  };
}

function sampleOf(records: readonly TableRecord[], names: readonly string[]): Sample[] {
  const good = records.filter((record): record is readonly string[] => !('problem' in record));
  return names.map((name, at) => ({ name, values: good.slice(0, 20).map((record) => record[at]) }));
}

function toNames(record: TableRecord | undefined, file: string): string[] {
  if (record === undefined) return [];
  if ('problem' in record) throw new UsageError(`${file}: its header: ${record.problem}`);
  const url = record.find((cell) => /^[a-z][a-z0-9+.-]*:\/\//i.test(cell));
  if (url !== undefined) {
    const example = record.map((cell, at) => (cell === url ? 'url' : `column${at + 1}`)).join(',');
    throw new UsageError(
      `${file}: its first line holds ${quote(url)}, so it names no columns; name them: --no-header '${example}'`,
    );
  }
  const names: string[] = [];
  // pandas leaves the name of its index empty.
  for (const [at, cell] of record.entries()) names.push(distinct(cell.trim() || `column${at + 1}`, names));
  return names;
}

function distinct(name: string, taken: readonly string[]): string {
  for (let nth = 1; ; nth += 1) {
    const candidate = nth === 1 ? name : `${name}_${nth}`;
    if (!taken.includes(candidate)) return candidate;
  }
}

function toBatch(records: readonly TableRecord[], names: readonly string[], first: number): Batch {
  const bad: BadRow[] = [];
  const good: (readonly string[])[] = [];
  const numbers: number[] = [];
  for (const [at, record] of records.entries()) {
    const problem = problemOf(record, names.length);
    if (problem !== undefined) bad.push({ row: first + at, problem });
    else if (!('problem' in record)) {
      good.push(record);
      numbers.push(first + at);
    }
  }
  const columns: Column[] = names.map((name, at) => ({
    name,
    cells: { value: (row) => good[row]?.[at], json: (row) => JSON.stringify(good[row]?.[at]) },
  }));
  return { count: good.length, columns, rowNumber: (at) => numbers[at] ?? 0, group: 1, bad };
}

function problemOf(record: TableRecord, width: number): string | undefined {
  if ('problem' in record) return record.problem;
  return record.length === width ? undefined : `${record.length} cells where there are ${width} columns`;
}
