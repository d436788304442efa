import fc from 'fast-check';
import { expect, test } from 'vitest';

import { UrlSet } from './url-set.js';

const hash = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }));

test('behaves as a set, through clearing', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(hash, fc.constant('clear' as const)), { maxLength: 600 }), (steps) => {
      const set = new UrlSet();
      const model = new Set<string>();
      for (const step of steps) {
        if (step === 'clear') {
          set.clear();
          model.clear();
          continue;
        }
        expect(set.has(...step)).toBe(model.has(String(step)));
        expect(set.add(...step)).toBe(!model.has(String(step)));
        model.add(String(step));
      }
    }),
  );
});

test('grows beyond what was expected', () => {
  const set = new UrlSet(10);
  const numbers = Array.from({ length: 100_000 }, (_, n) => n);
  expect(numbers.filter((n) => !set.add(n, ~n))).toEqual([]);
  expect(numbers.filter((n) => !set.has(n, ~n))).toEqual([]);
  expect(set.has(1, 1)).toBe(false);
});

test('is empty after each of a thousand clearings', () => {
  const set = new UrlSet();
  for (let n = 0; n < 1000; n += 1) {
    expect(set.add(1, 2)).toBe(true);
    set.clear();
  }
});
