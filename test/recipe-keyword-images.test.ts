import { expect, test } from 'vitest';

import { describeWith } from './support/parts.js';
import { playPage } from './support/play-page.js';
import { recipeSites } from './support/recipe-sites.js';
import { runCrontab } from './support/run-crontab.js';
import { pictureSearch, searched } from './support/sites/picture-search.js';
import { workdir } from './support/workdir.js';

const page = 'recipes/keyword-images.md';

describeWith(['script', 'jq', 'openssl', 'flock', 'chromium'], page, () => {
  test('works as it stands, in a real browser', { timeout: 300_000 }, async () => {
    const w = workdir();
    const { env } = await recipeSites([pictureSearch]);
    w.write('queries.csv', 'q\nvase\nblue teapot\n');
    const played = await playPage(page, w, env, undefined, 280_000);
    expect(played.map(({ status }) => status)).toEqual([0, 0, 0, 0, 0]);
    expect(
      w.files().filter((file) => /^images\/(vase|blue teapot)\/\d+\.(jpg|png)$/.test(file)),
    ).toHaveLength(2 * searched.pictures);
    const found = w
      .read('urls.ndjson')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { url: string; q: string });
    for (const q of ['vase', 'blue teapot']) {
      const urls = found.filter((row) => row.q === q).map(({ url }) => url);
      expect(new Set(urls).size).toBe(searched.pictures);
      expect(urls.filter((url) => url.startsWith('data:'))).toHaveLength(searched.dataPictures);
      expect(urls.filter((url) => url.includes('/big/'))).toHaveLength(
        searched.pictures - searched.dataPictures,
      );
    }
  });

  test('its crontab line says nothing', { timeout: 120_000 }, async () => {
    const w = workdir();
    const { env } = await recipeSites([pictureSearch]);
    w.write('home/keywords/queries.csv', 'q\nvase\n');
    const { status, stdout, stderr } = await runCrontab(page, w, env);
    expect([status, stdout, stderr]).toEqual([0, '', '']);
    const names = w.files().filter((file) => file.startsWith('home/keywords/images/'));
    expect(names.length).toBe(20);
  });
});
