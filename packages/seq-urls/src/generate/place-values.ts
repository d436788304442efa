import { narrowInteger } from '../spec/narrow-integer.js';
import type { Index } from '../spec/values.js';
import type { Plan } from './plan.js';

/** The place in the whole sequence of the n-th selected row. */
export function placeOf(nth: number, { selection: { first, stride } }: Plan): Index {
  const place = Number(first) + nth * Number(stride);
  return Number.isSafeInteger(place) ? place : first + BigInt(nth) * stride;
}

/** The index of each variable in the row at `place`. */
export function indexesAt(
  place: Index,
  { variables, isZipped }: Pick<Plan, 'variables' | 'isZipped'>,
): Index[] {
  if (isZipped) return variables.map(() => place);
  const indexes = new Array<Index>(variables.length).fill(0);
  let rest = place;
  for (let at = variables.length - 1; at > 0; at--) {
    const size = variables[at]?.size ?? 1n;
    if (typeof rest === 'number') {
      const small = Number(size);
      indexes[at] = rest % small;
      rest = Math.floor(rest / small);
    } else {
      indexes[at] = narrowInteger(rest % size);
      rest = narrowInteger(rest / size);
    }
  }
  if (variables.length > 0) indexes[0] = rest;
  return indexes;
}
