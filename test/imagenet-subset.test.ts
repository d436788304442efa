import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openBlackHole } from './support/black-hole.js';
import { type OldPictures, silentHosts, startOldPictures } from './support/sites/old-pictures.js';
import { type Workdir, workdir } from './support/workdir.js';

const [classes, wanted] = [20, 50];

// The commands stand in docs/imagenet.md as they are run here, but for the way to the site.
const page = readFileSync(new URL('../docs/imagenet.md', import.meta.url), 'utf8');
const [fetching = '', figures = ''] = [...page.matchAll(/^```sh\n(.*?)^```$/gms)]
  .map(([, block]) => block ?? '')
  .filter((block) => block.includes('--stats-by'))
  .flatMap((block) => block.split('\n\n'));

let site: OldPictures;
let closeBlackHole: () => void;
beforeAll(async () => {
  site = await startOldPictures(24, 200);
  closeBlackHole = await openBlackHole('127.0.0.2', site.port);
});
afterAll(() => {
  closeBlackHole();
  site.close();
});

type Pick = { url: string; class: string; id: string; flickr: boolean };

/** Sends every host name to the site, and the dead ones where nobody answers. */
function onSite(command: string): string {
  const dead = silentHosts.map((host) => `--resolve '${host}:${site.port}:127.0.0.2'`).join(' ');
  return command.replace(
    'pfetch ',
    `pfetch --resolve '*:${site.port}:127.0.0.1' ${dead} --connect-timeout 1s `,
  );
}

/** What the pipe's first half picks, asked for by itself. */
async function pick(w: Workdir): Promise<Pick[]> {
  const said = await w.sh(fetching.replace(/\|\s*pfetch.*/s, ''));
  return said.rows() as Pick[];
}

/** Where the pictures belong: of every class the first fifty rows whose URL is alive, whatever was slow, dead or killed. */
function expectedFiles(rows: readonly Pick[]): Map<string, Pick> {
  const counts = new Map<string, number>();
  const files = new Map<string, Pick>();
  for (const row of rows) {
    const count = counts.get(row.class) ?? 0;
    if (count === wanted || site.fateOf(row.url) !== 'alive') continue;
    counts.set(row.class, count + 1);
    files.set(`${row.class}/${row.id}.jpg`, row);
  }
  return files;
}

test('twenty classes of exactly fifty pictures, by wnid, killed in the middle and resumed', async () => {
  const w = workdir();
  w.write('fall11_urls.txt', site.list);
  const rows = await pick(w);
  const expected = expectedFiles(rows);
  expect([new Set(rows.map((row) => row.class)).size, expected.size]).toEqual([classes, classes * wanted]);

  const killed = w.start(onSite(fetching));
  await expect.poll(() => site.requested.length, { timeout: 30_000 }).toBeGreaterThan(600);
  killed.signalAll('SIGKILL');
  await w.finish(killed);
  const before = site.requested.length;
  const kept = w.files().filter((file) => file.endsWith('.jpg'));
  expect(kept.length).toBeGreaterThan(100);
  expect(kept.length).toBeLessThan(classes * wanted);
  for (const file of kept) expect(expected.has(file), file).toBe(true);

  const resumed = await w.sh(onSite(fetching));
  expect([resumed.status, resumed.stderr]).toEqual([0, '']);
  const files = w.files().filter((file) => file.startsWith('n'));
  expect(files).toEqual([...expected.keys()].sort());
  for (const [file, { url }] of expected) expect(w.bytes(file).equals(site.pictureAt(url)), file).toBe(true);

  // Nothing was asked for twice that the first run had got, and nothing beyond the last picture that was wanted.
  const has = new Set(kept.map((file) => expected.get(file)?.url));
  expect(site.requested.slice(before).filter((url) => has.has(url))).toEqual([]);
  const lastOf = new Map([...expected.values()].map((row) => [row.class, rows.indexOf(row)]));
  const asked = new Set(site.requested);
  const beyond = rows.filter((row, at) => asked.has(row.url) && at > (lastOf.get(row.class) ?? -1));
  expect(beyond).toEqual([]);

  await checkFigures(w, rows);
});

/** The documented jq line, and the summary of the run that was resumed, against what the rows of the journal say. */
async function checkFigures(w: Workdir, picked: readonly Pick[]): Promise<void> {
  const journal = w
    .read('journal')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { flickr: boolean; ok: boolean; attempts: number });
  const tried = (flickr: boolean) => journal.filter((row) => row.attempts > 0 && row.flickr === flickr);
  const said = await w.sh(figures);
  const lines = said.lines().map((line) => line.split('\t'));
  expect(lines.map(([flickr]) => flickr)).toEqual(['flickr', 'false', 'true']);
  for (const [flickr, count, succeeded, seconds] of lines.slice(1)) {
    const rows = tried(flickr === 'true');
    const successes = rows.filter((row) => row.ok).length;
    expect([Number(count), Number(succeeded)]).toEqual([rows.length, successes]);
    expect(Number(seconds)).toBeGreaterThan(0);
    // What the site does: 80 % of Flickr's pictures are alive, and 30 % of the others.
    const share = successes / rows.length;
    expect(Math.abs(share - (flickr === 'true' ? 0.8 : 0.3))).toBeLessThan(0.1);
  }

  const summary = JSON.parse(w.read('summary.json')) as {
    quotas: { value: string; wanted: number; got: number; tried: number; exhausted: boolean }[];
    groups: { field: string; value: string; tried: number; succeeded: number; seconds_per_success: number }[];
  };
  expect(summary.quotas.map(({ value }) => value).sort()).toEqual(
    [...new Set(picked.map((row) => row.class))].sort(),
  );
  for (const quota of summary.quotas) expect(quota).toMatchObject({ wanted, got: wanted, exhausted: false });
  const inAll = summary.quotas.reduce((sum, quota) => sum + quota.tried, 0);
  expect(inAll).toBe(tried(true).length + tried(false).length);
  expect(summary.groups.map(({ field, value }) => `${field}=${value}`).sort()).toEqual([
    'flickr=false',
    'flickr=true',
  ]);
  for (const group of summary.groups) {
    expect(group.succeeded).toBeLessThanOrEqual(group.tried);
    expect(group.seconds_per_success).toBeGreaterThan(0);
  }
}

test('the same seed picks the same classes and rows', async () => {
  const w = workdir();
  w.write('fall11_urls.txt', site.list);
  const [first, second] = [await pick(w), await pick(w)];
  expect(second).toEqual(first);
  w.write(
    'fall11_urls.txt',
    site.list
      .split(/(?<=\n)(?=.*_1\t)/)
      .reverse()
      .join(''),
  );
  expect(await pick(w)).toEqual(first);
});
