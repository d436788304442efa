import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { describeWith } from './support/parts.js';
import { playPage } from './support/play-page.js';
import { recipeSites } from './support/recipe-sites.js';
import { museum } from './support/sites/museum.js';
import { createObjectsList } from './support/sites/objects-list.js';
import { workdir } from './support/workdir.js';

const page = 'recipes/published-list.md';
const file = readFileSync(new URL('samples/museum/objects.parquet', import.meta.url));

describeWith(['script', 'jq', 'openssl'], page, () => {
  test('works as it stands, and reads of the list what it needs', async () => {
    const w = workdir();
    const { requests, env } = await recipeSites([museum, createObjectsList(file)]);
    const ofList = (): number[] =>
      requests
        .filter(({ url }) => url.hostname === 'data.museum.example')
        .map(({ headers }) => /^bytes=(\d+)-(\d+)$/.exec(String(headers['range'])))
        .map((range) => (range === null ? file.length : Number(range[2]) - Number(range[1]) + 1));
    const asked: number[] = [0];
    const played = await playPage(page, w, env, () => asked.push(ofList().length));
    expect(played.map(({ status }) => status)).toEqual([0, 1, 0]);
    expect(w.files().filter((name) => name.startsWith('objects/'))).toHaveLength(35);
    // The beginning and the end of the file, and the four columns of each row group that are wanted: no descriptions.
    const ranges = ofList().slice(asked[1], asked[2]);
    expect(ranges.slice(0, 2)).toEqual([65_536, 65_536]);
    expect(ranges.slice(2).reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(10_000);
  });
});
