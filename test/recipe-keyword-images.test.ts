import { expect, test } from 'vitest';

import { describeWith } from './support/parts.js';
import { playPage } from './support/play-page.js';
import { recipeSites } from './support/recipe-sites.js';
import { runCrontab } from './support/run-crontab.js';
import { pictureSearch } from './support/sites/picture-search.js';
import { workdir } from './support/workdir.js';

const page = 'recipes/keyword-images.md';

describeWith(['script', 'jq', 'openssl', 'flock', 'chromium'], page, () => {
  test('works as it stands, in a real browser', async () => {
    const w = workdir();
    const { env } = await recipeSites([pictureSearch]);
    w.write('queries.csv', 'q\nvase\nblue teapot\n');
    const played = await playPage(page, w, env);
    expect(played.map(({ status }) => status)).toEqual([0, 0, 0, 0, 0]);
    expect(
      w.files().filter((file) => /^images\/(vase|blue teapot)\/\d+\.(jpg|png)$/.test(file)),
    ).toHaveLength(40);
  });

  test('its crontab line says nothing', async () => {
    const w = workdir();
    const { env } = await recipeSites([pictureSearch]);
    w.write('home/keywords/queries.csv', 'q\nvase\n');
    const { status, stdout, stderr } = await runCrontab(page, w, env);
    expect([status, stdout, stderr]).toEqual([0, '', '']);
    const names = w.files().filter((file) => file.startsWith('home/keywords/images/'));
    expect(names.length).toBeGreaterThan(10);
  });
});
