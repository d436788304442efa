import { quote, UsageError } from '@fetchutils/plumbing';

import { parseDateRange } from './date-range.js';
import { parseIntegerRange } from './integer-range.js';
import { joinValues } from './joined-values.js';
import { parseLetterRange } from './letter-range.js';
import { listValues, readItem } from './listed-values.js';
import type { Value, Values } from './values.js';

/** Reads what stands after `name=`: a range, or a list of items and ranges. */
export function parseSpec(text: string): Values {
  if (text === '') throw new UsageError('no values; write a range as 1..100 or a list as a,b,c');
  const parts: Values[] = [];
  let listed: Value[] = [];
  for (const item of text.split(',')) {
    if (item === '') throw new UsageError(`${quote(text)} has an empty item between its commas`);
    const range = parseIntegerRange(item) ?? parseDateRange(item) ?? parseLetterRange(item);
    if (range === undefined) {
      refuseMistake(item);
      listed.push(readItem(item));
      continue;
    }
    if (listed.length > 0) parts.push(listValues(listed));
    listed = [];
    parts.push(range);
  }
  if (listed.length > 0) parts.push(listValues(listed));
  if (parts.slice(0, -1).some((part) => part.size === undefined)) {
    throw new UsageError(`${quote(text)}: nothing can follow an open range, which has no end`);
  }
  return joinValues(parts);
}

/** Stops at an item that reads like a range in another tool's syntax. */
function refuseMistake(item: string): void {
  const dashed = /^\[?(\d+)-(\d+)\]?$/.exec(item);
  if (dashed && Number(dashed[1]) < Number(dashed[2])) {
    throw new UsageError(`${quote(item)} is no range: did you mean ${dashed[1]}..${dashed[2]}?`);
  }
  const [first, last] = item.split(/\.{2,}|…/).map((end) => /^\{?(\w+)\}?$/.exec(end.trim())?.[1]);
  if (last !== undefined && /^\d+$/.test(`${first}${last}`)) {
    throw new UsageError(`${quote(item)} is no range: did you mean ${first}..${last}?`);
  }
  if (item.includes('..')) {
    throw new UsageError(
      `${quote(item)} is no range: write 1..100, 1..100..5, a..z or 2020-01-01..2020-12-31..1w ` +
        `(text with two dots can come from a file: @FILE)`,
    );
  }
}
