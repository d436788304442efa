import { expect, test } from 'vitest';

import { describeWith } from './support/parts.js';
import { playPage } from './support/play-page.js';
import { runCrontab } from './support/run-crontab.js';
import { recipeSites } from './support/recipe-sites.js';
import { sharePage } from './support/sites/share-page.js';
import { workdir } from './support/workdir.js';

describeWith(['script', 'jq', 'openssl', 'flock'], 'docs/recipes/share-page.md', () => {
  test('works as it stands, and costs what it says', async () => {
    const w = workdir();
    const { requests, env } = await recipeSites([sharePage]);
    const asked: number[] = [];
    const played = await playPage('recipes/share-page.md', w, env, () => asked.push(requests.length));
    expect(played.map(({ status }) => status)).toEqual([1, 0, 0, 0, 0, 0, 0]);
    // The page and 14 files; the page (| head); one file again; the page.
    expect(asked).toEqual([15, 16, 16, 16, 17, 18, 18]);
    expect(w.files().filter((file) => file.startsWith('faces/'))).toHaveLength(14);
    expect(requests.filter(({ url }) => url.search !== '')).toEqual([]);
  });

  test('the crontab line keeps it up to date and is silent', async () => {
    const w = workdir();
    const { requests, env } = await recipeSites([sharePage]);
    const first = await runCrontab('recipes/share-page.md', w, env);
    expect([first.status, first.stdout, first.stderr]).toEqual([0, '', '']);
    expect(requests).toHaveLength(15);
    const second = await runCrontab('recipes/share-page.md', w, env);
    expect([second.status, second.stdout, second.stderr]).toEqual([0, '', '']);
    expect(requests).toHaveLength(30);
    const rows = w.read('home/faces/last.ndjson').trimEnd().split('\n');
    expect(rows.filter((row) => row.includes('"outcome":"unchanged","status":304'))).toHaveLength(14);
  });
});
