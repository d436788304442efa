import { quote } from '../quote.js';
import { withExactIntegers } from './exact-integers.js';
import type { InputRow, Row } from './row.js';
import { OverlongLine, splitLines } from '../split-lines.js';

/** Longer lines than this are answered as malformed; a row with a `data:` picture of 12 MB still fits. */
export const maxLineLength = 16 * 1024 * 1024;

/** So many rows are made at a time, and no more while the reader has no use for them. */
const batchRows = 256;

export type ReadRowsOptions = {
  maxLineLength?: number;
  /** Lines may end with NUL. */
  mayHaveNul?: boolean;
};

/** The rows of a stream, some at a time; a malformed line is a problem that names it, never an exception. */
export async function* readRows(
  chunks: AsyncIterable<Buffer | string>,
  { maxLineLength: limit = maxLineLength, mayHaveNul = false }: ReadRowsOptions = {},
): AsyncGenerator<InputRow[]> {
  let number = 0;
  for await (const lines of splitLines(chunks, limit, mayHaveNul)) {
    let rows: InputRow[] = [];
    for (const line of lines) {
      number += 1;
      const row = line instanceof OverlongLine ? overlong(line, number, limit) : toRow(line, number);
      if (row !== undefined) rows.push(row);
      if (rows.length === batchRows) {
        yield rows;
        rows = [];
      }
    }
    if (rows.length > 0) yield rows;
  }
}

function overlong(line: OverlongLine, number: number, limit: number): InputRow {
  return { line: number, text: line.start, problem: `line ${number} is longer than ${limit} characters` };
}

function toRow(line: string, number: number): InputRow | undefined {
  // Blanks around a row are nobody's intention, and most lines have none.
  const isBlankAround = line.charCodeAt(0) <= 0x20 || line.charCodeAt(line.length - 1) <= 0x20;
  const text = isBlankAround ? line.trim() : line;
  if (text === '') return undefined;
  const first = text.charCodeAt(0);
  if (first === 0x7b /* { */) return parseRow(text, number);
  return first === 0x23 /* # */ ? undefined : { line: number, text: '', row: { url: text } };
}

function parseRow(text: string, number: number): InputRow {
  try {
    return { line: number, text, row: withExactIntegers(JSON.parse(text) as Row, text) };
  } catch (error) {
    const problem = `line ${number} is not JSON: ${reasonOf(error)}: ${quote(text.slice(0, 60))}`;
    return { line: number, text, problem };
  }
}

/** What JSON.parse says, without the text that it quotes: the line is quoted anyway. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const reason = message.replace(
    /(?: in JSON)?( at position \d+).*|, (?:\.{3})?".*is not valid JSON$/s,
    '$1',
  );
  return `${reason.charAt(0).toLowerCase()}${reason.slice(1)}`;
}
