import { withoutLogin } from './inputs/label-of.js';
import type { ListTask } from './list-table.js';
import type { Batch, Table } from './tables/table.js';

const rowsToSee = 100;
const longestSample = 100;

/** Writes a row for each column of a table: its name, its type, its size where that is known, and three of its values. */
export async function describeTable(table: Table, { name, writer }: ListTask): Promise<void> {
  const { groups, format } = table;
  const batch = await firstBatch(table);
  const known =
    table.columns ?? batch?.columns.map((column) => ({ name: column.name, type: undefined })) ?? [];
  for (const { name: column, type } of known) {
    const texts = batch === undefined ? [] : valuesOf(batch, column);
    const sizes = groups && {
      rows: groups.reduce((sum, { rows }) => sum + rows, 0),
      bytes: groups.reduce((sum, group) => sum + group.bytesOf(column), 0),
    };
    const first = {
      column,
      type: format === 'json' || type === undefined ? typeOfValues(texts) : type,
      ...sizes,
      samples: [],
      format,
      file: withoutLogin(name),
    };
    const samples = texts.slice(0, 3).map(cutShort).join(',');
    // As text, so that numbers keep their digits.
    await writer.writeText(
      JSON.stringify(first).replace('"samples":[]', () => `"samples":[${samples}]`),
      undefined,
    );
  }
}

async function firstBatch(table: Table): Promise<Batch | undefined> {
  let hasRead = false;
  const reading = table.read({
    columns: undefined,
    rowsOf({ rows }) {
      if (hasRead || rows === 0) return undefined;
      hasRead = true;
      return { from: 0, to: Math.min(rows, rowsToSee) };
    },
  });
  for await (const batch of reading) if (batch.count > 0) return batch;
  return undefined;
}

/** The first values of a column that are there, as JSON. */
function valuesOf({ columns, count }: Batch, name: string): string[] {
  const cells = columns.find((each) => each.name === name)?.cells;
  const texts = Array.from({ length: Math.min(count, rowsToSee) }, (_, at) => cells?.json(at) ?? 'null');
  return texts.filter((text) => text !== 'null');
}

/** The types of JSON values in words. */
function typeOfValues(texts: readonly string[]): string {
  const types = texts.map((text) => typeByFirst[text.charAt(0)] ?? 'number');
  return types.length === 0 ? 'null' : [...new Set(types)].join(' or ');
}

const typeByFirst: Readonly<Record<string, string>> = {
  '"': 'text',
  '[': 'list',
  '{': 'object',
  t: 'boolean',
  f: 'boolean',
};

/** Samples are there to be looked at. */
function cutShort(json: string): string {
  if (json.length <= longestSample) return json;
  const text = json.startsWith('"') ? String(JSON.parse(json)) : json;
  return JSON.stringify(`${text.slice(0, longestSample)}...`);
}
