import { narrowInteger } from './narrow-integer.js';
import type { Value, Values } from './values.js';

/** Values that were written out one by one. */
export function listValues(items: Value[]): Values {
  return { size: BigInt(items.length), at: (index) => items[Number(index)] ?? '', listed: items };
}

/** An item of a list: a number where it reads as a whole number without leading zeros, otherwise text. */
export function readItem(text: string): Value {
  return /^(0|-?[1-9]\d*)$/.test(text) ? narrowInteger(BigInt(text)) : text;
}
