import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createShuffle } from './shuffle.js';

describe('createShuffle', () => {
  test('is a permutation of every small range', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 0, max: 2 ** 40 }), (size, seed) => {
        const shuffle = createShuffle(BigInt(size), seed);
        const seen = new Set(Array.from({ length: size }, (_, index) => Number(shuffle(index))));
        expect(seen.size).toBe(size);
        expect(Math.max(...seen)).toBe(size - 1);
      }),
    );
  });

  test('never leaves a huge range and never repeats a row', () => {
    const size = fc.bigInt({ min: 2n ** 40n, max: 2n ** 80n });
    fc.assert(
      fc.property(
        size,
        fc.integer({ min: 0 }),
        fc.bigInt({ min: 0n, max: 2n ** 39n }),
        (end, seed, start) => {
          const shuffle = createShuffle(end, seed);
          const places = Array.from({ length: 50 }, (_, index) => BigInt(shuffle(start + BigInt(index))));
          expect(new Set(places).size).toBe(places.length);
          expect(places.every((place) => place >= 0n && place < end)).toBe(true);
        },
      ),
    );
  });

  test('depends on the seed alone', () => {
    const order = (seed: number) => Array.from({ length: 20 }, (_, index) => createShuffle(20n, seed)(index));
    expect(order(7)).toEqual(order(7));
    expect(order(7)).not.toEqual(order(8));
  });

  test.each([10n ** 15n, 10n ** 24n])('spreads neighbours over all of a range of %s', (size) => {
    const shuffle = createShuffle(size, 1);
    const tenths = new Array<number>(10).fill(0);
    for (let index = 0; index < 10_000; index++) {
      const tenth = Number((BigInt(shuffle(index)) * 10n) / size);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    // 1000 expected in each, standard deviation 30.
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  test('makes all orders of a small range about equally often', () => {
    const orders = new Map<string, number>();
    for (let seed = 0; seed < 6000; seed++) {
      const shuffle = createShuffle(3n, seed);
      const order = [0, 1, 2].map((index) => shuffle(index)).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(6);
    for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(200);
  });
});
