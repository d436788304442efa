import type { Field, InputRow } from '@fetchutils/plumbing';

import type { Value } from '../spec/values.js';
import type { UrlSlot } from '../template/compile-url.js';
import { problemWithValue } from '../template/problem-with-value.js';
import type { MadeRow } from './row-printer.js';
import { rowValue } from './row-values.js';

/** A row of input that can be used, with the values of the template's fields in it. */
export type FilledRow = { line: number; input: MadeRow['input']; values: readonly Value[] };

/** Takes the values of `fields` from a row of input, or tells what is wrong with the row. */
export function fillFields(
  input: InputRow,
  fields: readonly Field[],
  url: readonly (string | UrlSlot)[],
): FilledRow | string {
  if ('problem' in input) return input.problem;
  const values: Value[] = [];
  for (const field of fields) {
    const found = rowValue(input, field);
    if ('problem' in found) return `line ${input.line}: ${found.problem}`;
    values.push(found.value);
  }
  for (const part of url) {
    const value = typeof part === 'string' ? undefined : values[part.variable];
    if (typeof part === 'string' || typeof value !== 'string') continue;
    const problem = problemWithValue(value, part.standing);
    if (problem !== undefined) return `line ${input.line}: ${problem}`;
  }
  return { line: input.line, input, values };
}
