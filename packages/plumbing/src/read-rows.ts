import { quote } from './quote.js';
import type { InputRow, Row } from './row.js';
import { OverlongLine, splitLines } from './split-lines.js';

/** Longer lines than this are answered as malformed; a row with a `data:` picture of 12 MB still fits. */
export const maxLineLength = 16 * 1024 * 1024;

/** The rows of a stream, those of one chunk at a time; a malformed line is a problem that names it, never an exception. */
export async function* readRows(
  chunks: AsyncIterable<Buffer | string>,
  options: { maxLineLength?: number } = {},
): AsyncGenerator<InputRow[]> {
  const limit = options.maxLineLength ?? maxLineLength;
  let number = 0;
  for await (const lines of splitLines(chunks, limit)) {
    const rows: InputRow[] = [];
    for (const line of lines) {
      number += 1;
      const row = line instanceof OverlongLine ? toProblem(line, number, limit) : toRow(line, number);
      if (row !== undefined) rows.push(row);
    }
    if (rows.length > 0) yield rows;
  }
}

function toProblem(line: OverlongLine, number: number, limit: number): InputRow {
  return { line: number, text: line.start, problem: `line ${number} is longer than ${limit} characters` };
}

function toRow(line: string, number: number): InputRow | undefined {
  const first = line.charCodeAt(0);
  if (first === 0x7b /* { */) return parseRow(line, number);
  // A bare URL: blanks around it are nobody's intention, and most lines have none.
  const text = first <= 0x20 || line.charCodeAt(line.length - 1) <= 0x20 ? line.trim() : line;
  if (text === '' || text.charCodeAt(0) === 0x23 /* # */) return undefined;
  if (text.charCodeAt(0) === 0x7b) return parseRow(text, number);
  return { line: number, text: '', row: { url: text } };
}

function parseRow(text: string, number: number): InputRow {
  try {
    const trimmed = text.charCodeAt(text.length - 1) <= 0x20 ? text.trimEnd() : text;
    return { line: number, text: trimmed, row: JSON.parse(trimmed) as Row };
  } catch (error) {
    const reason =
      error instanceof Error ? error.message.replace(/ in JSON at.*| is not valid JSON.*/s, '') : '';
    return {
      line: number,
      text,
      problem: `line ${number} is not JSON: ${reason.toLowerCase()}: ${quote(text.slice(0, 60))}`,
    };
  }
}
