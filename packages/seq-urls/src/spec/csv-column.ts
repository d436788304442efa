import { CsvError, parse } from 'csv-parse/sync';
import { quote, UsageError } from '@fetchutils/plumbing';

/**
 * One column of a CSV or TSV text. A first record that holds the column's name, or without one the variable's,
 * is a header; otherwise a column is a number from 1, and the first column is the default.
 */
export function readCsvColumn(
  text: string,
  file: { path: string; column: string | undefined },
  name: string,
): string[] {
  const records = readRecords(text, file.path);
  const header = records[0] ?? [];
  const named = header.indexOf(file.column ?? name);
  if (named >= 0) return records.slice(1).map((record) => record[named] ?? '');
  if (file.column === undefined) return records.map((record) => record[0] ?? '');
  const position = Number(file.column);
  if (Number.isInteger(position) && position >= 1 && position <= header.length) {
    return records.map((record) => record[position - 1] ?? '');
  }
  throw new UsageError(
    `${quote(file.path)} has no column ${quote(file.column)}; its first line is ${header.join(', ')}`,
  );
}

function readRecords(text: string, path: string): string[][] {
  const delimiter = /\.tsv$/i.test(path) ? '\t' : ',';
  try {
    return parse(text, { delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UsageError(`cannot read ${quote(path)} as CSV: ${error.message}`);
  }
}
