import { describe, expect, test } from 'vitest';

import { readRetryAfter } from './retry-after.js';

const now = Date.UTC(2026, 0, 1, 12, 0, 0);
const cap = 600_000;
const read = (value: string): number | undefined => readRetryAfter([['Retry-After', value]], cap, now);

describe('readRetryAfter', () => {
  test.each([
    ['0', 0],
    ['3', 3000],
    [' 120 ', 120_000],
    ['0.5', 500],
    ['99999999999999999999', cap],
    ['Thu, 01 Jan 2026 12:00:05 GMT', 5000],
    ['Thursday, 01-Jan-26 12:00:05 GMT', 5000],
    ['Thu Jan  1 12:00:05 2026', 5000],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
    ['Fri, 01 Jan 2077 00:00:00 GMT', cap],
  ])('%j asks for %i ms', (value, expected) => expect(read(value)).toBe(expected));

  test.each(['', '-5', 'soon', '3s', '1e3', '0x10', '2026-01-01'])('%j is ignored', (value) => {
    expect(read(value)).toBeUndefined();
  });

  test('is undefined without the header', () => expect(readRetryAfter([], cap, now)).toBeUndefined());

  test('measures a date from the clock of the server', () => {
    const headers: [string, string][] = [
      ['date', 'Thu, 01 Jan 2026 20:00:00 GMT'],
      ['retry-after', 'Thu, 01 Jan 2026 20:00:07 GMT'],
    ];
    expect(readRetryAfter(headers, cap, now)).toBe(7000);
  });
});
