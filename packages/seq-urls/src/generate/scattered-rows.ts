import { indexesAt, placeOf } from './place-values.js';
import type { Plan } from './plan.js';

/** Characters of text that are gathered before they are handed on. */
export const textSize = 64 * 1024;

/** The text of the selected rows from the n-th to before another, each made on its own, in whatever order the plan has. */
export function* scatteredRows(plan: Plan, from: number, to: number): Generator<string> {
  const { variables, layout, shuffle, isRefused } = plan;
  let text = '';
  for (let nth = from; nth < to; nth++) {
    const place = placeOf(nth, plan);
    const indexes = indexesAt(shuffle?.(place) ?? place, plan);
    const values = variables.map((variable, position) => variable.at(indexes[position] ?? 0));
    if (isRefused?.(values)) continue;
    for (const part of layout) {
      text += typeof part === 'string' ? part : part.write(values[part.variable] ?? '');
    }
    if (text.length < textSize) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}
