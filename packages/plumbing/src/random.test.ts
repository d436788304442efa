import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createRandom } from './random.js';

const take = <T>(count: number, next: () => T): T[] => Array.from({ length: count }, next);

describe('createRandom', () => {
  // Pinned: a seed gives the same subset of a data set, today and in years. Never change these numbers.
  it.each([
    [0, [2899526011, 769844623, 220372281, 4270301181, 3717780726]],
    [1, [2420951833, 2513034076, 3847892949, 4064752930, 1169703512]],
    [-1, [3748074583, 1998728902, 508629736, 729474035, 3684948019]],
    [2n ** 64n - 1n, [3748074583, 1998728902, 508629736, 729474035, 3684948019]],
    [12345678901234567890n, [3379957831, 3207272227, 3719128675, 3545887674, 174807504]],
  ])('gives for seed %s what it always gave', (seed, numbers) => {
    expect(take(5, createRandom(seed).uint32)).toEqual(numbers);
  });

  it('gives the same real and bounded numbers as ever', () => {
    const random = createRandom(42);
    expect(take(3, random.real)).toEqual([0.4562558052254867, 0.5743777227769976, 0.8310974141243506]);
    expect(take(3, () => random.below(1000))).toEqual([649, 134, 610]);
    expect(take(3, () => random.below(2 ** 53))).toEqual([
      8731151574235683, 1335833254771411, 8753100314139496,
    ]);
    expect(take(3, () => random.below(10 ** 15))).toEqual([
      237068743293041, 475974806182837, 510993585122656,
    ]);
  });

  it('takes a number and a bigint for the same seed', () => {
    expect(take(5, createRandom(7).uint32)).toEqual(take(5, createRandom(7n).uint32));
  });

  it('gives different numbers for neighbouring seeds', () => {
    const firsts = Array.from({ length: 2000 }, (_, seed) => createRandom(seed).uint32());
    expect(new Set(firsts).size).toBe(2000);
  });

  it('stays within its bounds', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (seed, limit) => {
        const random = createRandom(seed);
        for (const value of take(10, () => random.below(limit))) {
          expect(Number.isSafeInteger(value) && value >= 0 && value < limit).toBe(true);
        }
        for (const value of take(10, random.real)) expect(value >= 0 && value < 1).toBe(true);
      }),
    );
  });

  // With a limit of three quarters of the range, taking the rest of a division would give the first third double weight.
  it.each([6, 1000, 0.75 * 2 ** 32, 2 ** 32, 0.75 * 2 ** 53, 2 ** 53])('is even below %d', (limit) => {
    const random = createRandom(1);
    const counts = [0, 0, 0];
    for (const value of take(30_000, () => random.below(limit))) {
      const third = Math.floor((value / limit) * 3);
      counts[third] = (counts[third] ?? 0) + 1;
    }
    const expected = [0, 1, 2].map(
      (third) => (30_000 * (Math.ceil(((third + 1) * limit) / 3) - Math.ceil((third * limit) / 3))) / limit,
    );
    const chiSquare = counts.reduce(
      (sum, count, third) => sum + (count - (expected[third] ?? 0)) ** 2 / (expected[third] ?? 1),
      0,
    );
    expect(chiSquare).toBeLessThan(13.8); // p = 0.001 for two degrees of freedom
  });

  it('has even bits', () => {
    const random = createRandom(3);
    const words = take(20_000, random.uint32);
    for (let bit = 0; bit < 32; bit += 1) {
      const ones = words.filter((word) => (word >>> bit) & 1).length;
      expect(Math.abs(ones - 10_000)).toBeLessThan(300);
    }
  });
});
