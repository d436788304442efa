import { quote, reasonOf, type Row } from '@fetchutils/plumbing';

import { TableFailure } from '../../table-failure.js';
import type { BadRow, Table } from '../table.js';
import { JsonSplitter } from './json-splitter.js';
import { type RowBatch, type TextRow, toRowBatch } from './row-batch.js';

const batchRows = 1024;

/** A JSON array of objects or of URLs or, where `isArray` is false, objects that follow each other on any lines. */
export function openJsonTable(texts: AsyncIterable<string>, isArray: boolean): Table {
  async function* read(): AsyncGenerator<RowBatch> {
    const splitter = new JsonSplitter(isArray ? 1 : 0);
    let number = 0;
    for await (const text of texts) {
      const elements = splitter.push(text);
      for (let at = 0; at < elements.length; at += batchRows) {
        yield readElements(elements.slice(at, at + batchRows), number + at);
      }
      number += elements.length;
      if (splitter.isClosed) return;
    }
    if (splitter.isTorn) throw new TableFailure('torn', `the JSON ends in the middle, after row ${number}`);
  }
  return { format: 'json', columns: undefined, sample: () => Promise.resolve([]), read };
}

function readElements(elements: readonly string[], before: number): RowBatch {
  const rows: TextRow[] = [];
  const bad: BadRow[] = [];
  for (const [at, text] of elements.entries()) {
    const number = before + at + 1;
    const read = readElement(text);
    if (typeof read === 'string') bad.push({ row: number, problem: read });
    else rows.push({ number, ...read });
  }
  return toRowBatch(rows, bad);
}

function readElement(text: string): { text: string; row: Row } | string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'string') return { text: JSON.stringify({ url: value }), row: { url: value } };
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { text: oneLine(text), row: value as Row };
    return `neither an object nor a URL: ${quote(text.slice(0, 60))}`;
  } catch (error) {
    return `not JSON: ${reasonOf(error)}`;
  }
}

/** A row is one line: newlines stand only between members, as strings cannot hold any. */
function oneLine(text: string): string {
  return text.includes('\n') ? text.replace(/\s*\n\s*/g, '') : text;
}
