import fc from 'fast-check';
import { expect, test } from 'vitest';

import { type ByteRanges, joinRanges, RangeBook } from './byte-ranges.js';

/** Which class each of 400 stretches of ten bytes belongs to. */
const stretches = fc.array(fc.nat(4), { maxLength: 400 });

function pairs(ranges: ByteRanges): [number, number][] {
  return Array.from({ length: ranges.length / 2 }, (_, n) => [
    ranges[2 * n] ?? NaN,
    ranges[2 * n + 1] ?? NaN,
  ]);
}

test('every stretch of a class is in its ranges, which rise and stay few', () => {
  fc.assert(
    fc.property(stretches, (owners) => {
      const book = new RangeBook(20);
      const ranges = Array.from({ length: 5 }, () => book.open());
      owners.forEach((owner, nth) => book.add(ranges[owner] ?? [], nth * 10, nth * 10 + 10));
      owners.forEach((owner, nth) => {
        const isHeld = pairs(ranges[owner] ?? []).some(
          ([from, to]) => from <= nth * 10 && to >= nth * 10 + 10,
        );
        expect(isHeld).toBe(true);
      });
      for (const one of ranges) expect(one).toEqual([...one].sort((a, b) => a - b));
      expect(ranges.flat().length / 2).toBeLessThanOrEqual(20);
    }),
  );
});

test('joining takes what overlaps or touches together, in order', () => {
  expect(joinRanges([40, 50, 0, 10, 10, 20, 45, 60, 70, 80])).toEqual([0, 20, 40, 60, 70, 80]);
  expect(joinRanges([0, 10, 14, 20, 25, 30], 4)).toEqual([0, 20, 25, 30]);
});
