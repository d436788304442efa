import { stableHash } from '@fetchutils/plumbing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { findLast, type Search } from './search.js';

/** A made-up site: `last` exists, nothing after it, and of those before it a share is missing. */
function world(last: number, holes: number, seed: number, isHole: (index: number) => boolean = () => false) {
  const asked: number[] = [];
  return {
    asked,
    exists: (index: number): Promise<boolean> => {
      asked.push(index);
      const isThere = stableHash(`${seed}:${index}`) / 2 ** 32 >= holes && !isHole(index);
      return Promise.resolve(index === last || (index < last && isThere));
    },
  };
}

const usual: Omit<Search, 'exists'> = {
  size: Number.MAX_SAFE_INTEGER,
  from: 0,
  probes: 8,
  misses: 64,
  jobs: 4,
};

describe('findLast', () => {
  test.each([0, 0.05, 0.3, 0.6])(
    'is right in 20 of 20 worlds of 483,217 with a share of %d missing',
    async (holes) => {
      let asked = 0;
      for (let seed = 0; seed < 20; seed++) {
        const site = world(483_216, holes, seed);
        expect(await findLast({ ...usual, ...site })).toBe(483_216);
        asked += site.asked.length;
      }
      expect(asked / 20).toBeLessThan(300);
    },
  );

  test('is right with nine in ten missing, given more probes and misses', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const site = world(483_216, 0.9, seed);
      expect(await findLast({ ...usual, ...site, probes: 32, misses: 256 })).toBe(483_216);
    }
  });

  test('is right for ends of every size', async () => {
    const end = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 5_000_000 }));
    await fc.assert(
      fc.asyncProperty(
        end,
        fc.double({ min: 0, max: 0.4, noNaN: true }),
        fc.integer(),
        async (last, holes, seed) => {
          expect(await findLast({ ...usual, ...world(last, holes, seed) })).toBe(last);
        },
      ),
      // Holes are chance: this seed makes the same worlds at every run.
      { seed: 20, numRuns: 300 },
    );
  });

  test('never asks beyond the size, and finds an end that is the size', async () => {
    for (const last of [0, 63, 64, 99_999]) {
      const site = world(last, 0, 1);
      expect(await findLast({ ...usual, ...site, size: last + 1 })).toBe(last);
      expect(Math.max(...site.asked)).toBeLessThanOrEqual(last);
    }
  });

  test('finds an end behind a hole of 40,000 when told that it is farther', async () => {
    const site = world(120_000, 0.05, 1, (index) => index > 3000 && index < 43_000);
    expect(await findLast({ ...usual, ...site, from: 50_000 })).toBe(120_000);
    expect(Math.min(...site.asked)).toBeGreaterThanOrEqual(50_000);
  });

  test('is not stopped by one empty stretch', async () => {
    const site = world(500_000, 0.05, 1, (index) => index >= 1984 && index < 4032);
    expect(await findLast({ ...usual, ...site })).toBe(500_000);
  });

  test('knows when there is nothing', async () => {
    expect(await findLast({ ...usual, ...world(-1, 0, 1) })).toBeUndefined();
    expect(await findLast({ ...usual, ...world(40, 0, 1), from: 1000 })).toBeUndefined();
  });

  test('finds the first few when the end is near', async () => {
    expect(await findLast({ ...usual, ...world(0, 0, 1) })).toBe(0);
    expect(await findLast({ ...usual, ...world(63, 1, 1) })).toBe(63);
  });
});
