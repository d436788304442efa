import { createHash } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { type RangeServer, startRangeServer } from './support/range-server.js';
import type { RunningCommand } from './support/running-command.js';
import { type Workdir, workdir } from './support/workdir.js';

/** How often runs are killed in the middle: `SPLIT_KILLS=300 npx vitest run test/pfetch-split-kill.test.ts` for more. */
const kills = Number(process.env['SPLIT_KILLS'] ?? 20);
const path = '/large.bin?bytes=24000000';
const slow = { bytesPerSecond: 4_000_000 };
const split = 'exec pfetch -o f --split 4 --split-min 1M';

describe('a body in pieces whose run ends before it', () => {
  test('is continued after kill -9, and what was there is not sent again', async () => {
    await using server = await startRangeServer(slow);
    const w = workdir();
    await killInTheMiddle(w, server, 12_000_000);
    const there = bytesThere(w);
    const sentBefore = server.sent;
    const [row] = (await w.sh(split, { input: server.url(path) })).rows();
    expect(row).toMatchObject({ status: 206 });
    expectWhole(w, row, [server.body(path)]);
    // A tenth for what connections sent beyond their part.
    expect(server.sent - sentBefore).toBeLessThan(24_000_000 - there + 4_000_000);
    expect(there).toBeGreaterThan(4_000_000);
  });

  test('is continued over one connection too, piece by piece', async () => {
    await using server = await startRangeServer(slow);
    const w = workdir();
    await killInTheMiddle(w, server, 12_000_000);
    const before = server.ranges.length;
    const [row] = (await w.sh('pfetch -o f', { input: server.url(path) })).rows();
    expectWhole(w, row, [server.body(path)]);
    const ranges = server.ranges.slice(before);
    expect(ranges.length).toBeGreaterThan(1);
    expect(ranges).not.toContain('-');
  });

  test('what one connection has left is divided', async () => {
    await using server = await startRangeServer(slow);
    const w = workdir();
    const first = w.start('exec pfetch -o f', { input: server.url(path) });
    await waitForPart(w, 4_000_000);
    first.signal('SIGKILL');
    await w.finish(first);
    const before = server.ranges.length;
    const [row] = (await w.sh(split, { input: server.url(path) })).rows();
    expectWhole(w, row, [server.body(path)]);
    expect(server.ranges.length - before).toBeGreaterThan(2);
    expect(server.ranges.slice(before)).not.toContain('-');
  });

  test('begins again where the server has another version by then', async () => {
    let version = 1;
    await using server = await startRangeServer({ ...slow, versionOf: () => version });
    const w = workdir();
    await killInTheMiddle(w, server, 8_000_000);
    version = 2;
    const [row] = (await w.sh(split, { input: server.url(path) })).rows();
    expectWhole(w, row, [server.body(path, 2)]);
  });

  test.each([
    ['are out of order', (state: State) => ({ ...state, ranges: [...(state.ranges ?? [])].reverse() })],
    ['go beyond the file', (state: State) => ({ ...state, ranges: [[0, 24_000_000]] })],
    ['are none', (state: State) => ({ ...state, ranges: 'all' })],
  ])('begins again where the ranges in its state %s', async (_, spoil) => {
    await using server = await startRangeServer(slow);
    const w = workdir();
    await killInTheMiddle(w, server, 12_000_000);
    await w.sh('truncate -s 23000000 f.part');
    w.write('f.part.json', JSON.stringify(spoil(stateOf(w))));
    const [row] = (await w.sh(split, { input: server.url(path) })).rows();
    expectWhole(w, row, [server.body(path)]);
    expect(server.ranges.filter((range) => range === '-')).toHaveLength(2);
  });

  test('at the second Ctrl-C is kept, and the first lets it come to its end', async () => {
    await using server = await startRangeServer(slow);
    const w = workdir();
    const running = w.start(split, { input: server.url(path) });
    await waitForPart(w, 4_000_000);
    running.signal('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 300));
    running.signal('SIGINT');
    const said = await w.finish(running);
    expect(said.status).toBe(130);
    expect(w.files()).toEqual(['f.part', 'f.part.json']);
    const again = w.start(split, { input: server.url(path) });
    await expect.poll(() => server.ranges.length, { timeout: 20_000 }).toBeGreaterThan(6);
    again.signal('SIGINT');
    const [row] = (await w.finish(again)).rows();
    expectWhole(w, row, [server.body(path)]);
  });

  test('is kept where the run is stopped', async () => {
    await using server = await startRangeServer(slow);
    const w = workdir();
    const said = await w.sh(`${split} --max-time 1s`, { input: server.url(path) });
    expect([said.status, said.rows()]).toMatchObject([3, [{ outcome: 'cancelled' }]]);
    expect(w.files()).toEqual(['f.part', 'f.part.json']);
    const [row] = (await w.sh(split, { input: server.url(path) })).rows();
    expect(row).toMatchObject({ status: 206 });
    expectWhole(w, row, [server.body(path)]);
  });

  test('two runs at once: one fetches it, the other finds it', async () => {
    await using server = await startRangeServer(slow);
    const w = workdir();
    w.write('url', server.url(path));
    const both = [w.start(`${split} url`), w.start(`${split} url`)];
    const rows = [];
    for (const running of both) rows.push(...(await w.finish(running)).rows());
    expect(rows.map(({ outcome }) => outcome).sort()).toEqual(['fetched', 'skipped']);
    expectWhole(
      w,
      rows.find(({ outcome }) => outcome === 'fetched'),
      [server.body(path)],
    );
  });
});

test(
  `killed ${kills} times in the middle, while the server's file changes now and then: no torn file`,
  async () => {
    let version = 1;
    await using server = await startRangeServer({ ...slow, versionOf: () => version });
    let killed = 0;
    for (let round = 0; killed < kills; round += 1) {
      const w = workdir();
      // Two at a time in every third round.
      const started = round % 3 === 2 ? 2 : 1;
      for (let isWhole = false; !isWhole;) {
        const runs = Array.from({ length: started }, () => w.start(split, { input: server.url(path) }));
        const timers = runs.map((running) =>
          setTimeout(() => running.signal('SIGKILL'), 250 + Math.random() * 1800),
        );
        if (Math.random() < 0.1) setTimeout(() => (version += 1), Math.random() * 1500);
        const said = await Promise.all(runs.map((running) => w.finish(running)));
        timers.forEach((timer) => clearTimeout(timer));
        killed += said.filter(({ status }) => status === 137).length;
        isWhole = w.files().includes('f');
        const rows = said.filter(({ status }) => status === 0).flatMap((transcript) => transcript.rows());
        // Nobody says of a file that it has bytes which it has not.
        for (const row of rows.filter(({ outcome }) => outcome === 'fetched'))
          expect(row['sha256']).toBe(hashOf(w.bytes('f')));
      }
      const versions = Array.from({ length: version }, (_, n) => hashOf(server.body(path, n + 1)));
      expect(versions).toContain(hashOf(w.bytes('f')));
      const last = await w.sh(split, { input: server.url(path) });
      expect(last.rows()).toMatchObject([{ ok: true, reason: 'exists' }]);
      w.remove();
    }
    expect(killed).toBeGreaterThanOrEqual(kills);
  },
  60_000 + kills * 6000,
);

type State = { ranges?: [number, number][] };

function stateOf(w: Workdir): State {
  return JSON.parse(w.read('f.part.json')) as State;
}

function bytesThere(w: Workdir): number {
  return (stateOf(w).ranges ?? []).reduce((bytes, [from, to]) => bytes + to - from, 0);
}

async function killInTheMiddle(w: Workdir, server: RangeServer, sent: number): Promise<void> {
  const running: RunningCommand = w.start(split, { input: server.url(path) });
  await expect.poll(() => server.sent, { timeout: 20_000, interval: 10 }).toBeGreaterThan(sent);
  running.signal('SIGKILL');
  await w.finish(running);
  expect(stateOf(w).ranges?.length).toBeGreaterThan(1);
}

async function waitForPart(w: Workdir, bytes: number): Promise<void> {
  const size = (): number => (w.files().includes('f.part') ? w.bytes('f.part').length : 0);
  await expect.poll(size, { timeout: 20_000 }).toBeGreaterThan(bytes);
}

function expectWhole(w: Workdir, row: Record<string, unknown> | undefined, versions: Buffer[]): void {
  const body = w.bytes('f');
  expect(row).toMatchObject({ ok: true, outcome: 'fetched', bytes: body.length, sha256: hashOf(body) });
  expect(w.files().filter((file) => file !== 'url')).toEqual(['f']);
  expect(versions.some((version) => version.equals(body))).toBe(true);
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
