import { expect, test } from 'vitest';

import { describeWith } from './support/parts.js';
import { playPage } from './support/play-page.js';
import { recipeSites } from './support/recipe-sites.js';
import { reportsSite } from './support/sites/reports-site.js';
import { workdir } from './support/workdir.js';

describeWith(['script', 'jq', 'openssl'], 'docs/recipes/mirror-a-site.md', () => {
  test('works as it stands, and costs what it says', async () => {
    const w = workdir();
    const { requests, env } = await recipeSites([reportsSite]);
    const asked: number[] = [];
    const played = await playPage('recipes/mirror-a-site.md', w, env, () => asked.push(requests.length));
    expect(played.map(({ status }) => status)).toEqual([0, 0, 0]);
    // robots.txt, the front page, 12 years, 36 reports and 3 days; the first time their files too.
    const pages = 1 + 1 + 12 + 36 + 3;
    expect(asked).toEqual([pages + 36, 2 * pages + 36, 3 * pages + 36]);
    expect(w.files().filter((file) => file.startsWith('reports/'))).toHaveLength(36);
    expect(requests.filter(({ url }) => url.hostname !== 'reports.example')).toEqual([]);
  });
});
