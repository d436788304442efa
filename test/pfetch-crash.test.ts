import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';

import { bodyFor } from './support/hostile-server/body-bytes.js';
import { startHostileServer } from './support/hostile-server/hostile-server.js';
import { type Workdir, workdir } from './support/workdir.js';

/** How long to go on: `CRASH_SECONDS=3600 npx vitest run test/pfetch-crash.test.ts` for an hour. */
const seconds = Number(process.env['CRASH_SECONDS'] ?? (process.env['CI'] === 'true' ? 60 : 20));
const filesARound = 1500;

test(
  `killed at random moments for ${seconds} s, every run goes on and in the end nothing is lost, torn or left`,
  async () => {
    const end = Date.now() + seconds * 1000;
    let kills = 0;
    for (let round = 1; round === 1 || Date.now() < end; round += 1) kills += await playRound(round);
    expect(kills).toBeGreaterThan(0);
  },
  seconds * 1000 + 120_000,
);

/** Starts a run again and again until one gets to its end; the answer is how many were killed. */
async function playRound(round: number): Promise<number> {
  const w = workdir();
  await using server = await startHostileServer();
  // Some larger than what is remembered of a part, some cut short at first, most small.
  const routes = Array.from({ length: filesARound }, (_, n) =>
    n % 100 === 0
      ? `/ok/${round}/${n}?bytes=1500000&ms=20`
      : n % 50 === 1
        ? `/resume/${round}/${n}`
        : `/ok/${round}/${n}.bin?bytes=${1 + ((n * 37) % 20_000)}`,
  );
  w.write('list', routes.map((route) => `${server.url(route)}\n`).join(''));
  let kills = 0;
  while (!(await runsToItsEnd(w, kills))) kills += 1;
  expectWhole(w, routes);
  w.remove();
  return kills;
}

async function runsToItsEnd(w: Workdir, kills: number): Promise<boolean> {
  const running = w.start(`exec pfetch -d out --journal journal list > rows`);
  // Ever later, so that a slow machine comes to an end too.
  const timer = setTimeout(() => running.signal('SIGKILL'), 150 + Math.random() * (600 + kills * 60));
  const { status } = await w.finish(running);
  clearTimeout(timer);
  if (status !== 137) expect(status).toBe(0);
  return status === 0;
}

function expectWhole(w: Workdir, routes: readonly string[]): void {
  const rows = linesOf(w.read('rows'));
  expect(rows.filter(({ ok }) => ok !== true)).toEqual([]);
  expect(new Set(rows.map(({ url }) => pathOf(url)))).toEqual(new Set(routes));
  const files = w.files().filter((file) => file.startsWith('out/'));
  expect(files.filter((file) => /\.part(\.json)?$/.test(file))).toEqual([]);
  expect(files).toEqual(rows.map(({ path }) => String(path)).sort());
  for (const { url, path } of rows) {
    const route = pathOf(url);
    if (!w.bytes(String(path)).equals(bodyFor(route))) throw new Error(`${String(path)} is not ${route}`);
  }
  // A row of the journal is never wrong, and a URL may stand there twice only where its file went first.
  const journal = linesOf(w.read('journal'));
  expect(new Set(journal.map(({ url }) => pathOf(url))).size).toBeGreaterThan(routes.length / 2);
  for (const { url, sha256, ok } of journal) {
    if (ok === true) expect([url, sha256]).toEqual([url, hashOf(pathOf(url))]);
  }
}

function linesOf(text: string): Record<string, unknown>[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

function pathOf(url: unknown): string {
  return String(url).replace(/^http:\/\/[^/]*/, '');
}

function hashOf(route: string): string {
  return createHash('sha256').update(bodyFor(route)).digest('hex');
}
