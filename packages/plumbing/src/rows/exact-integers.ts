import { membersOf } from './row-text.js';
import type { Row } from './row.js';

/** A row in which an integer beyond 2^53, which as a number would be another one, is the text of its digits. */
export function withExactIntegers(row: Row, text: string): Row {
  for (const name in row) {
    const value = row[name];
    if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER)
      return restoreDigits(row, text);
  }
  return row;
}

function restoreDigits(row: Row, text: string): Row {
  for (const { name, valueStart, end } of membersOf(text)) {
    const digits = text.slice(valueStart, end);
    if (/^-?\d{16,}$/.test(digits) && !Number.isSafeInteger(row[name])) row[name] = digits;
  }
  return row;
}
