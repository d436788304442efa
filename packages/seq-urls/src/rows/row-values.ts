import { memberText, quote, type Field, type Row } from '@fetchutils/plumbing';

import type { Value } from '../spec/values.js';

/** The value of a field in a row from standard input, or what is wrong with it. */
export type RowValue = { value: Value } | { problem: string };

/** Looks up `{field}` in a row; `{}` is the whole line, or in a JSON row its url. `text` is empty for a bare line. */
export function rowValue({ row, text }: { row: Row; text: string }, { name, source }: Field): RowValue {
  if (text === '' && name !== '') {
    return { problem: `${quote(String(row['url']))} has no fields; {} stands for a whole line` };
  }
  const key = name === '' ? 'url' : name;
  const value = Object.hasOwn(row, key) ? row[key] : undefined;
  if (typeof value === 'string') return { value };
  if (typeof value === 'boolean') return { value: String(value) };
  if (value === undefined || value === null)
    return { problem: `no field ${quote(key)} for ${quote(source)}` };
  if (typeof value !== 'number') return { problem: `the field ${quote(key)} is neither text nor a number` };
  // Beyond 2^53 a parsed number has lost digits, which its text still has.
  return { value: Number.isSafeInteger(value) ? value : (memberText(text, key) ?? value) };
}
