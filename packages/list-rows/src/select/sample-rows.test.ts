import { expect, it } from 'vitest';

import { BadValue } from '@fetchutils/plumbing';

import { parseShare } from './parse-share.js';
import { sampleRows } from './sample-rows.js';

const rows = Array.from({ length: 100_000 }, (_, at) => at + 1);
const drawn = (share: number, seed: number, list = 'part-0') => rows.filter(sampleRows(share, seed, list));

it('draws about as many rows as asked for', () => {
  for (const share of [0.01, 0.1, 0.5]) {
    const { length } = drawn(share, 1);
    // Five standard deviations.
    expect(Math.abs(length - share * 1e5)).toBeLessThan(5 * Math.sqrt(1e5 * share * (1 - share)));
  }
  expect(drawn(1, 1)).toHaveLength(1e5);
});

it('draws the same rows for the same seed, and others for another, or of another list', () => {
  expect(drawn(0.001, 7)).toEqual(drawn(0.001, 7));
  expect(drawn(0.001, 7).slice(0, 3)).toEqual([319, 2054, 2217]);
  const first = new Set(drawn(0.1, 7));
  for (const other of [drawn(0.1, 8), drawn(0.1, 7, 'part-1')]) {
    const common = other.filter((row) => first.has(row)).length;
    expect(Math.abs(common - 1000)).toBeLessThan(200);
  }
});

it('draws more rows of a larger share, and those of the smaller one among them', () => {
  const larger = new Set(drawn(0.02, 7));
  expect(drawn(0.01, 7).every((row) => larger.has(row))).toBe(true);
});

it.each([
  ['0.25', 0.25],
  ['1%', 0.01],
  ['.5', 0.5],
  ['100%', 1],
])('reads %s', (text, share) => {
  expect(parseShare(text)).toBe(share);
});

it.each(['0', '2', '101%', 'x', '-1', '1/2', '', '.'])('%j is no share', (text) => {
  expect(() => parseShare(text)).toThrow(BadValue);
});
