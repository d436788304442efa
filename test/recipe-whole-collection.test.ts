import { expect, test } from 'vitest';

import { describeWith } from './support/parts.js';
import { playPage } from './support/play-page.js';
import { recipeSites } from './support/recipe-sites.js';
import { runCrontab } from './support/run-crontab.js';
import { createCollection, isObject, lastId } from './support/sites/collection.js';
import { workdir } from './support/workdir.js';

const page = 'recipes/whole-collection.md';
const ids = Array.from({ length: lastId }, (_, i) => i + 1);
const objects = ids.filter(isObject);
const holes = ids.filter((id) => !isObject(id));
const zips = objects.map((id) => `collection/${id}.zip`).sort();

describeWith(['script', 'jq', 'openssl', 'flock'], page, () => {
  test('works as it stands', async () => {
    const w = workdir();
    const { requests, env } = await recipeSites([createCollection()]);
    const asked: number[] = [];
    const played = await playPage(page, w, env, () => asked.push(requests.length));
    expect(played.map(({ status }) => status)).toEqual([0, 1, 0, 0, 0, 1]);
    expect(w.files().filter((file) => file.startsWith('collection/'))).toEqual(zips);
    // The last run asks for the holes, which lead to the start page, and for nothing else.
    const last = requests.slice(asked.at(-2)).map(({ url }) => url.pathname);
    expect([...new Set(last)].sort()).toEqual([...holes.map((id) => `/download/${id}/0`), '/'].sort());
  });

  test('its crontab line goes up to the end and is silent', async () => {
    const w = workdir();
    const { env } = await recipeSites([createCollection()]);
    const { status, stdout, stderr } = await runCrontab(page, w, env);
    expect([status, stdout, stderr]).toEqual([0, '', '']);
    expect(w.files().filter((file) => file.endsWith('.zip'))).toHaveLength(zips.length);
  });
});
