import type { Value, Values } from '../spec/values.js';
import { indexesAt, placeOf } from './place-values.js';
import type { Plan, RowLayout, Slot } from './plan.js';
import { textSize } from './scattered-rows.js';

/** Rows after which the place is worked out anew, so that sums of small numbers stay exact. */
const longestRun = 1_000_000;

/**
 * The text of the selected rows from the n-th to before another, for a product in its natural order: while only the
 * last variable changes, all that stands between its slots is one text.
 */
export function* orderedRows(plan: Plan, from: number, to: number): Generator<string> {
  const { variables, layout, selection } = plan;
  const last = variables[variables.length - 1];
  if (last === undefined) return;
  const stride = Number(selection.stride);
  let text = '';
  for (let nth = from; nth < to;) {
    const indexes = indexesAt(placeOf(nth, plan), plan);
    const start = indexes[indexes.length - 1] ?? 0;
    const { texts, writers } = settle(layout, variables, indexes);
    const end = Math.min(to, nth + rowsUntilCarry(last, start, stride), nth + longestRun);
    const isExact = typeof start === 'number' && Number.isSafeInteger(start + longestRun * stride);
    for (let row = 0; nth < end; nth++, row++) {
      const value = last.at(isExact ? start + row * stride : BigInt(start) + BigInt(row) * selection.stride);
      text += texts[0];
      for (let at = 0; at < writers.length; at++) text += (writers[at]?.(value) ?? '') + texts[at + 1];
      if (text.length < textSize) continue;
      yield text;
      text = '';
    }
  }
  if (text !== '') yield text;
}

function rowsUntilCarry({ size }: Values, start: number | bigint, stride: number): number {
  if (size === undefined) return Infinity;
  return typeof start === 'number'
    ? Math.ceil((Number(size) - start) / stride)
    : Math.ceil(Number(size - start) / stride);
}

/** Writes all variables but the last into the texts between its slots. */
function settle(layout: RowLayout, variables: readonly Values[], indexes: readonly (number | bigint)[]) {
  const values = variables.slice(0, -1).map((variable, at) => variable.at(indexes[at] ?? 0));
  const texts = [''];
  const writers: Slot['write'][] = [];
  for (const part of layout) {
    const value: Value | undefined = typeof part === 'string' ? part : values[part.variable];
    if (typeof part !== 'string' && value === undefined) {
      writers.push(part.write);
      texts.push('');
      continue;
    }
    texts[texts.length - 1] += typeof part === 'string' ? part : part.write(value ?? '');
  }
  return { texts, writers };
}
