import { expect, it } from 'vitest';

import { compareMoments, compareValues } from './compare-values.js';

it.each([
  [1, 2, -1],
  [2n ** 60n + 1n, 2 ** 60, 1],
  [1n, 1, 0],
  [-0, 0, 0],
  [Infinity, 5, 1],
  ['256', 256, 0],
  ['0.31', 0.3, 1],
  ['', 0, undefined],
  ['wide', 0, undefined],
  ['True', true, 0],
  ['no', true, undefined],
  [false, true, -1],
  [true, 1, undefined],
  [NaN, 1, undefined],
  [null, 1, undefined],
  [undefined, 'x', undefined],
  ['a', 'a', 0],
  ['a', 'ab', -1],
  // In UTF-16 the second would come first.
  ['\uff5e', '\u{1f642}', -1],
  [[1], 1, undefined],
])('%s beside %s', (left, right, order) => {
  expect(Math.sign(compareValues(left, right) ?? NaN) + 0).toBe(order ?? NaN);
});

it('orders moments with and without a Z, whatever their fractions', () => {
  expect(compareMoments('2024-01-01T00:00:00.5Z', '2024-01-01T00:00:00Z')).toBeGreaterThan(0);
  expect(compareMoments('2024-01-01T00:00:00Z', '2024-01-01T00:00:00')).toBe(0);
});
