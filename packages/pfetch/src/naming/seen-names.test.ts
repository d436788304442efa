import { expect, test } from 'vitest';

import { SeenNames } from './seen-names.js';

const names = Array.from({ length: 100_000 }, (_, n) => `host/folder/${n}.jpg`);

test('a name that has been seen is never taken for a new one', () => {
  const seen = new SeenNames();
  for (const name of names) seen.mayHave(name);
  expect(names.filter((name) => !seen.mayHave(name))).toEqual([]);
});

test('a new name is hardly ever taken for one that has been seen', () => {
  const seen = new SeenNames();
  const mistaken = names.filter((name) => seen.mayHave(name));
  expect(mistaken.length).toBeLessThan(names.length / 50);
});
