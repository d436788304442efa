import { createReadStream, existsSync } from 'node:fs';

import { quote, reasonOf, UsageError } from '@fetchutils/plumbing';

import { listValues, readItem } from './listed-values.js';
import type { Values } from './values.js';

/** Where the values of a variable are listed: `@-`, `@file` or `@file.csv:column`. */
export type ValueFile = { path: string; column: string | undefined };

/** Reads what stands after the `@`. A colon only names a column where no file has it in its name. */
export function parseValueFile(text: string): ValueFile {
  const colon = text.lastIndexOf(':');
  if (text === '') throw new UsageError("'@' needs the name of a file, or @- for standard input");
  if (colon <= 0 || existsSync(text)) return { path: text, column: undefined };
  return { path: text.slice(0, colon), column: text.slice(colon + 1) };
}

/** The values of variable `name`: a line each, or for CSV and TSV a cell of one column each. */
export async function readValueFile(
  file: ValueFile,
  name: string,
  stdin: () => AsyncIterable<Buffer> | Buffer[],
): Promise<Values> {
  const source = file.path === '-' ? stdin() : createReadStream(file.path);
  const text = await readText(source, file.path);
  const isTable = file.column !== undefined || /\.[ct]sv$/i.test(file.path);
  const cells = isTable ? await readColumn(text, file, name) : text.split(/\r?\n/);
  const items = cells.filter((cell) => cell !== '');
  if (items.length === 0)
    throw new UsageError(`${file.path === '-' ? 'standard input' : quote(file.path)} holds no values`);
  return listValues(items.map(readItem));
}

async function readColumn(text: string, file: ValueFile, name: string): Promise<string[]> {
  const { readCsvColumn } = await import('./csv-column.js');
  return readCsvColumn(text, file, name);
}

async function readText(source: AsyncIterable<Buffer> | Buffer[], path: string): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of source) chunks.push(chunk);
  } catch (error) {
    throw new UsageError(`cannot read ${quote(path)}: ${reasonOf(error)}`);
  }
  // TextDecoder drops a byte order mark.
  return new TextDecoder().decode(Buffer.concat(chunks));
}
