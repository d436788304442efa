import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { ListedUrl } from '../list/read-line.js';
import { drawCandidates } from './draw-candidates.js';
import { pickClasses, type PickRules, startTally } from './pick-classes.js';

/** A list: the numbers of the URLs of each class; odd ones are on Flickr. */
type List = number[][];

const lists = fc.array(fc.array(fc.nat(25), { maxLength: 12 }), { maxLength: 90 });

function urlsOf(list: List, wnid: string): ListedUrl[] {
  const numbers = list[Number(wnid.slice(1))] ?? [];
  return numbers.map((number, nth) => {
    const host = number % 2 === 1 ? 'flickr.com' : 'a.example';
    const url = `http://${host}/${number}`;
    return { wnid, nth, id: `${wnid}_${nth}`, url, host, isFlickr: number % 2 === 1, low: number, high: 0 };
  });
}

function countsOf(list: List) {
  return list.map((numbers, nth) => ({
    wnid: `n${String(nth).padStart(8, '0')}`,
    urls: new Set(numbers).size,
    flickr: new Set(numbers.filter((number) => number % 2 === 1)).size,
  }));
}

async function pick(list: List, changes: Partial<PickRules>) {
  const tally = startTally();
  const rules: PickRules = {
    classes: undefined,
    minUrls: 1,
    perClass: undefined,
    isWanted: (_, isFlickr) => isFlickr,
    mostUrls: ({ flickr }) => flickr,
    keepsShared: false,
    order: (urls) => urls,
    ...changes,
  };
  const picked: { wnid: string; numbers: number[] }[] = [];
  const read = (wnids: readonly string[], isWanted: PickRules['isWanted']) =>
    Promise.resolve(
      new Map(
        wnids.map((wnid) => [
          wnid,
          urlsOf(list, wnid).filter(({ host, isFlickr }) => isWanted(host, isFlickr)),
        ]),
      ),
    );
  for await (const { wnid, urls } of pickClasses(countsOf(list), read, rules, tally)) {
    picked.push({ wnid, numbers: urls.map(({ low }) => low) });
  }
  return { picked, tally };
}

test('every class picked has enough URLs, all wanted, none twice in the whole pick', async () => {
  await fc.assert(
    fc.asyncProperty(lists, fc.integer({ min: 1, max: 4 }), async (list, minUrls) => {
      const { picked, tally } = await pick(list, { minUrls });
      const all = picked.flatMap(({ numbers }) => numbers);
      expect(new Set(all).size).toBe(all.length);
      for (const { numbers } of picked) {
        expect(numbers.length).toBeGreaterThanOrEqual(minUrls);
        expect(numbers.every((number) => number % 2 === 1)).toBe(true);
      }
      expect(tally.classes + tally.tooFew.length).toBe(list.length);
      expect([tally.classes, tally.urls]).toEqual([picked.length, all.length]);
    }),
  );
});

test('a class is left out only for want of URLs, those of classes before it not counted', async () => {
  await fc.assert(
    fc.asyncProperty(lists, fc.integer({ min: 1, max: 4 }), async (list, minUrls) => {
      const { picked } = await pick(list, { minUrls });
      const taken = new Set<number>();
      for (const { wnid } of countsOf(list)) {
        const free = new Set(
          urlsOf(list, wnid).flatMap(({ low, isFlickr }) => (isFlickr && !taken.has(low) ? [low] : [])),
        );
        const found = picked.find((one) => one.wnid === wnid);
        expect(found?.numbers).toEqual(free.size >= minUrls ? [...free] : undefined);
        for (const number of found?.numbers ?? []) taken.add(number);
      }
    }),
  );
});

test('a smaller pick is the beginning of a larger one', async () => {
  await fc.assert(
    fc.asyncProperty(lists, fc.integer({ min: 1, max: 100 }), async (list, classes) => {
      const [some, all] = [await pick(list, { classes }), await pick(list, {})];
      expect(some.picked).toEqual(all.picked.slice(0, classes));
    }),
  );
});

test('a cap leaves what it cuts off to the classes behind', async () => {
  const { picked, tally } = await pick(
    [
      [1, 3, 5],
      [3, 5, 5, 7],
    ],
    { perClass: 2 },
  );
  expect(picked.map(({ numbers }) => numbers)).toEqual([
    [1, 3],
    [5, 7],
  ]);
  expect([tally.repeated, tally.shared]).toEqual([1, 1]);
});

test('shared URLs are kept for each class where that is wanted', async () => {
  const { picked } = await pick([[1, 3], [3]], { keepsShared: true });
  expect(picked.map(({ numbers }) => numbers)).toEqual([[1, 3], [3]]);
});

test('the order drawn depends on which classes there are, not on their order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(99_999_999), { maxLength: 50 }), fc.nat(), (numbers, seed) => {
      const counts = numbers.map((number) => ({
        wnid: `n${String(number).padStart(8, '0')}`,
        urls: 1,
        flickr: 1,
      }));
      expect(drawCandidates([...counts].reverse(), seed)).toEqual(drawCandidates(counts, seed));
    }),
  );
});
