import { expect, test } from 'vitest';

import { describeWith } from './support/parts.js';
import { playPage } from './support/play-page.js';
import { recipeSites } from './support/recipe-sites.js';
import { runCrontab } from './support/run-crontab.js';
import { imagenetList, photoHost } from './support/sites/photo-host.js';
import { workdir } from './support/workdir.js';

const page = 'recipes/imagenet-subset.md';

describeWith(['script', 'jq', 'openssl', 'flock'], page, () => {
  test('works as it stands, and asks for nothing twice', async () => {
    const w = workdir();
    const { requests, env } = await recipeSites([photoHost]);
    w.write('fall11_urls.txt', imagenetList(60));
    const played = await playPage(page, w, env);
    expect(played.map(({ status }) => status)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(w.files().filter((file) => /^imagenet\/n\d+\/n\d+_\d+\.jpg$/.test(file))).toHaveLength(150);
    expect(new Set(requests.map(({ url }) => url.href)).size).toBe(requests.length);
    expect(requests.filter(({ url }) => url.hostname === 's.yimg.com')).toEqual([]);
  });

  test('its crontab line fills the classes and is silent', async () => {
    const w = workdir();
    const { env } = await recipeSites([photoHost]);
    w.write('home/imagenet/fall11_urls.txt', imagenetList(60));
    const { status, stdout, stderr } = await runCrontab(page, w, env);
    expect([status, stdout, stderr]).toEqual([0, '', '']);
    expect(w.files().filter((file) => file.endsWith('.jpg'))).toHaveLength(150);
  });
});
