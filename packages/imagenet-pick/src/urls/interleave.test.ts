import fc from 'fast-check';
import { expect, test } from 'vitest';

import { interleave } from './interleave.js';

type Item = { list: number; nth: number };

/** Lists of these lengths, given one after the other. */
async function* listsOf(lengths: readonly number[]): AsyncGenerator<Item[]> {
  for (const [list, length] of lengths.entries()) {
    yield Array.from({ length }, (_, nth) => ({ list, nth }));
    await Promise.resolve();
  }
}

async function run(lengths: readonly number[], maxHeld?: number): Promise<Item[]> {
  const items: Item[] = [];
  for await (const round of interleave(listsOf(lengths), maxHeld)) items.push(...round);
  return items;
}

const lengths = fc.array(fc.nat(12), { maxLength: 12 });

test('gives every item once, those of a list in their order, however few are held', async () => {
  await fc.assert(
    fc.asyncProperty(lengths, fc.integer({ min: 1, max: 40 }), async (sizes, maxHeld) => {
      const items = await run(sizes, maxHeld);
      sizes.forEach((size, list) => {
        const places = items.filter((item) => item.list === list).map(({ nth }) => nth);
        expect(places).toEqual(Array.from({ length: size }, (_, nth) => nth));
      });
      expect(items).toHaveLength(sizes.reduce((sum, size) => sum + size, 0));
    }),
  );
});

test('is fair: at any moment no list is more than one item ahead of another that has not ended', async () => {
  await fc.assert(
    fc.asyncProperty(lengths, async (sizes) => {
      const given = sizes.map(() => 0);
      for (const { list } of await run(sizes)) {
        given[list] = (given[list] ?? 0) + 1;
        const open = given.filter((count, other) => count < (sizes[other] ?? 0));
        expect(Math.max(...given) - Math.min(...open)).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('opens a further list only when there is room', async () => {
  const opened: number[] = [];
  async function* watched(): AsyncGenerator<Item[]> {
    for await (const items of listsOf([5, 5, 5])) {
      opened.push(items.length);
      yield items;
    }
  }
  const rounds = interleave(watched(), 6);
  const openedByRound: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    await rounds.next();
    openedByRound.push(opened.length);
  }
  // After two rounds six items wait, after three four.
  expect(openedByRound).toEqual([2, 2, 2, 3]);
});
