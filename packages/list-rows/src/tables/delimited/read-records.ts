import { CsvError, parse } from 'csv-parse/sync';
import { OverlongLine, splitLines } from '@fetchutils/plumbing';

import { endsInQuotes } from './cell-scan.js';

/** The cells of a record, or what is wrong with it. */
export type TableRecord = readonly string[] | { readonly problem: string };

export type Dialect = { delimiter: string; hasQuotes: boolean };

const longestLine = 16 * 1024 * 1024;
/** A cell in quotes that is still open after so much is one whose closing quote is missing. */
const longestRecord = 1024 * 1024;

/**
 * The records of a delimited text, those of one chunk together. Lines without quotes are split here, the others by
 * csv-parse. A quote that nothing closes costs the record that it opens, and not the rest of the table.
 */
export async function* readRecords(
  texts: AsyncIterable<string>,
  dialect: Dialect,
): AsyncGenerator<TableRecord[]> {
  const gatherer = new RecordGatherer(dialect);
  for await (const lines of splitLines(texts, longestLine)) {
    for (const line of lines) gatherer.add(line);
    const records = gatherer.take();
    if (records.length > 0) yield records;
  }
  gatherer.end();
  const last = gatherer.take();
  if (last.length > 0) yield last;
}

/** Gathers lines into records, because a cell in quotes may have several. */
class RecordGatherer {
  readonly #dialect: Dialect;
  #records: TableRecord[] = [];
  /** Records with quotes, to be parsed together: csv-parse takes 30 us a call. */
  #quoted: string[] = [];
  #open: string[] = [];
  #openLength = 0;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  add(line: string | OverlongLine): void {
    if (line instanceof OverlongLine) {
      this.end();
      this.#push({ problem: `a line is longer than ${longestLine} characters` });
    } else if (this.#open.length > 0) this.#continue(line);
    else if (!this.#dialect.hasQuotes || !line.includes('"')) {
      if (line !== '') this.#push(line.split(this.#dialect.delimiter));
    } else if (endsInQuotes(line, this.#dialect.delimiter, false)) this.#hold([line]);
    else this.#quoted.push(line);
  }

  /** The records that are complete. */
  take(): TableRecord[] {
    this.#parseQuoted();
    const records = this.#records;
    this.#records = [];
    return records;
  }

  /** What is still open stays so: its first line is a record that cannot be read, the others are read anew. */
  end(): void {
    while (this.#open.length > 0) this.#giveUp();
  }

  #continue(line: string): void {
    this.#open.push(line);
    this.#openLength += line.length + 1;
    if (!endsInQuotes(line, this.#dialect.delimiter, true)) {
      this.#quoted.push(this.#open.join('\n'));
      this.#hold([]);
    } else if (this.#openLength > longestRecord) this.#giveUp();
  }

  #giveUp(): void {
    const [first = '', ...rest] = this.#open;
    this.#hold([]);
    this.#push({ problem: `a quote is never closed: ${first.slice(0, 100)}` });
    for (const line of rest) this.add(line);
  }

  #hold(lines: string[]): void {
    this.#open = lines;
    this.#openLength = lines.reduce((length, line) => length + line.length + 1, 0);
  }

  #push(record: TableRecord): void {
    this.#parseQuoted();
    this.#records.push(record);
  }

  #parseQuoted(): void {
    if (this.#quoted.length === 0) return;
    const texts = this.#quoted;
    this.#quoted = [];
    for (const record of this.#parse(texts)) this.#records.push(record);
  }

  #parse(texts: readonly string[]): TableRecord[] {
    try {
      const records: string[][] = parse(texts.join('\n'), {
        delimiter: this.#dialect.delimiter,
        record_delimiter: '\n',
        relax_column_count: true,
        relax_quotes: true,
      });
      if (records.length === texts.length) return records;
      if (texts.length === 1) return [{ problem: 'its quotes do not add up' }];
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      if (texts.length === 1) return [{ problem: error.message }];
    }
    // One of them is wrong: each by itself.
    return texts.flatMap((text) => this.#parse([text]));
  }
}
