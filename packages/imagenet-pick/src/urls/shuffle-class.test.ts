import fc from 'fast-check';
import { expect, test } from 'vitest';

import { shuffleClass } from './shuffle-class.js';

test('is a permutation', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.nat(), (items, seed) => {
      const numeric = (a: number, b: number): number => a - b;
      expect(shuffleClass(items, 'n00000001', seed).sort(numeric)).toEqual([...items].sort(numeric));
    }),
  );
});

test('is the same on every machine, for ever', () => {
  expect(shuffleClass([0, 1, 2, 3, 4, 5, 6, 7], 'n02084071', 1)).toMatchInlineSnapshot(`
    [
      7,
      4,
      2,
      1,
      3,
      5,
      6,
      0,
    ]
  `);
  expect(shuffleClass([0, 1, 2, 3, 4, 5, 6, 7], 'n02084071', 2)).toMatchInlineSnapshot(`
    [
      1,
      2,
      0,
      3,
      4,
      5,
      7,
      6,
    ]
  `);
  expect(shuffleClass([0, 1, 2, 3, 4, 5, 6, 7], 'n02121808', 1)).toMatchInlineSnapshot(`
    [
      7,
      1,
      4,
      2,
      0,
      3,
      5,
      6,
    ]
  `);
});
