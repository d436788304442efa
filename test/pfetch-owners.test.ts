import { createHash } from 'node:crypto';
import { existsSync, linkSync, lstatSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { type RangeServer, startRangeServer } from './support/range-server.js';
import { type Workdir, workdir } from './support/workdir.js';

/** How long pairs of runs overlap: `OVERLAP_SECONDS=3600 npx vitest run test/pfetch-owners.test.ts` for an hour. */
const seconds = Number(process.env['OVERLAP_SECONDS'] ?? 15);
const large = '/large?bytes=3000000';

describe('two runs that want the same file', () => {
  test('a second one waits for the first, and finds the file there', async () => {
    await using server = await startRangeServer({ bytesPerSecond: 2_000_000 });
    const w = workdir();
    w.write('url', server.url(large));
    const first = w.start('exec pfetch -o f url');
    await expect.poll(() => w.files(), { timeout: 20_000 }).toContain('f.part');
    const second = await w.sh('pfetch -o f url');
    expect(second.rows()).toMatchObject([{ ok: true, outcome: 'skipped', reason: 'exists', attempts: 0 }]);
    const [row] = (await w.finish(first)).rows();
    expect(row).toMatchObject({ ok: true, outcome: 'fetched', sha256: hashOf(w.bytes('f')) });
    expect([server.ranges, w.files()]).toEqual([['-'], ['f', 'url']]);
  });

  test('a second one that may not wait says that the file is busy, and does not touch it', async () => {
    await using server = await startRangeServer({ bytesPerSecond: 2_000_000 });
    const w = workdir();
    w.write('url', server.url(large));
    const first = w.start('exec pfetch -o f url');
    await expect.poll(() => w.files(), { timeout: 20_000 }).toContain('f.part');
    const second = await w.sh('pfetch -o f --retry 0 url');
    expect(second.status).toBe(1);
    expect(second.rows()).toMatchObject([
      { ok: false, outcome: 'failed', attempts: 0, error: { kind: 'sink', code: 'busy', retryable: true } },
    ]);
    expect((await w.finish(first)).rows()).toMatchObject([{ ok: true, sha256: hashOf(w.bytes('f')) }]);
  });

  test('one that is killed takes nothing from the other, which clears up after it', async () => {
    await using server = await startRangeServer({ bytesPerSecond: 1_000_000 });
    const w = workdir();
    w.write('url', server.url(large));
    const first = w.start('exec pfetch -o f url');
    const second = w.start('exec pfetch -o f url');
    await expect.poll(() => server.ranges.length, { timeout: 20_000 }).toBe(2);
    await expect.poll(() => scratchFiles(w).length, { timeout: 20_000 }).toBe(2);
    second.signal('SIGKILL');
    await w.finish(second);
    expect((await w.finish(first)).rows()).toMatchObject([{ ok: true, sha256: hashOf(w.bytes('f')) }]);
    expect(w.files()).toEqual(['f', 'url']);
  });

  test('of two that fetch one list at the same time no row fails', async () => {
    await using server = await startRangeServer();
    const w = workdir();
    w.write('list', Array.from({ length: 300 }, (_, n) => `${server.url(`/${n}`)}\n`).join(''));
    const both = [w.start('exec pfetch -d out list'), w.start('exec pfetch -d out list')];
    for (const running of both) {
      const said = await w.finish(running);
      expect([said.status, said.rows().filter(({ ok }) => ok !== true)]).toEqual([0, []]);
    }
    expect(w.files()).toHaveLength(301);
  });

  test(
    `pairs that overlap and are killed, for ${seconds} s: whatever has its name is one version, whole`,
    async () => {
      const end = Date.now() + seconds * 1000;
      let pairs = 0;
      for (let round = 0; round === 0 || Date.now() < end; round += 1) pairs += await overlap(round);
      process.stdout.write(`${pairs} pairs of runs, one of which was killed while the other ran\n`);
    },
    seconds * 1000 + 60_000,
  );
});

/**
 * Four runs over one list, two of them killed. Every request is answered with another version, so that bytes of two would be
 * found out. The answer is how many pairs there were of a run that was killed and one that ran beside it then.
 */
async function overlap(round: number): Promise<number> {
  await using server = await startRangeServer({ bytesPerSecond: 8_000_000, versionOf: ({ nth }) => nth });
  const w = workdir();
  const paths = [`/a${round}?bytes=2500000`, `/b${round}?bytes=60000`, `/c${round}?bytes=1300000`];
  w.write('list', paths.map((path) => `${server.url(path)}\n`).join(''));
  const underWay = new Set();
  let pairs = 0;
  const runs = [0, 1, 2, 3].map(async (nth) => {
    await pause(Math.random() * 500);
    const running = w.start(`exec pfetch -d out -o '{seq}' list`);
    const kill = (): void => {
      pairs += underWay.size - 1;
      running.signal('SIGKILL');
    };
    underWay.add(running);
    const timer = nth % 2 === 0 ? setTimeout(kill, 200 + Math.random() * 900) : undefined;
    const said = await w.finish(running);
    underWay.delete(running);
    clearTimeout(timer);
    return said;
  });
  const said = await Promise.all(runs);
  const last = await w.sh(`pfetch -d out -o '{seq}' list`);
  expect(last.rows()).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
  expect(w.files()).toEqual(['list', 'out/1', 'out/2', 'out/3']);
  const digests = paths.map((_, n) => hashOf(w.bytes(`out/${n + 1}`)));
  digests.forEach((digest, n) => expect(versions(server, paths[n] ?? '')).toContain(digest));
  // Nobody says of a file that it has bytes which it has not.
  for (const row of said.flatMap((transcript) => wholeRows(transcript.stdout))) {
    if (row['outcome'] === 'fetched')
      expect(row['sha256']).toBe(digests[Number(String(row['path']).slice(4)) - 1]);
  }
  w.remove();
  return pairs;
}

describe('what lies where a .part would', () => {
  test.each([
    ['a pipe', (w: Workdir) => w.sh('mkfifo f.part f.part.json')],
    ['a link', (w: Workdir) => w.sh('ln -s precious f.part; ln -s precious f.part.json')],
    ['a second name of a file', (w: Workdir) => w.sh('ln precious f.part')],
  ])('%s is not written to, waited for or read', async (_, put) => {
    await using server = await startRangeServer({ bytesPerSecond: 3_000_000 });
    const w = workdir();
    w.write('precious', 'untouched');
    await put(w);
    // Through all that is done to a part: it is made, kept, continued, and gets its name.
    const first = w.start('exec pfetch -o f', { input: server.url(large) });
    await expect.poll(() => isLarge(w, 'f.part'), { timeout: 20_000 }).toBe(true);
    first.signal('SIGKILL');
    await w.finish(first);
    const second = await w.sh('timeout 20 pfetch -o f', { input: server.url(large) });
    expect(second.rows()).toMatchObject([{ ok: true, status: 206, bytes: 3_000_000 }]);
    expect([w.files(), w.read('precious')]).toEqual([['f', 'precious'], 'untouched']);
    expect(w.bytes('f').equals(server.body(large))).toBe(true);
  });

  test('what --dedupe link left when it was killed is not written through', async () => {
    await using server = await startRangeServer();
    const w = workdir();
    w.write('a', 'of another URL');
    linkSync(join(w.path, 'a'), join(w.path, 'b.part'));
    w.write('b.part.json', JSON.stringify({ url: server.url(large), validator: '"1"' }));
    const said = await w.sh('pfetch -o b', { input: server.url(large) });
    expect(said.rows()).toMatchObject([{ ok: true, status: 200 }]);
    expect([w.files(), w.read('a')]).toEqual([['a', 'b'], 'of another URL']);
  });

  test('a folder: the file is fetched all the same', async () => {
    await using server = await startRangeServer();
    const w = workdir();
    mkdirSync(join(w.path, 'f.part'));
    const said = await w.sh('pfetch -o f', { input: server.url(large) });
    expect([said.rows()[0]?.['ok'], w.bytes('f').length]).toEqual([true, 3_000_000]);
  });

  test('a link of the name of our own folder leads nowhere', async () => {
    await using server = await startRangeServer();
    const w = workdir();
    mkdirSync(join(w.path, 'elsewhere'));
    symlinkSync('elsewhere', join(w.path, `.pfetch-${process.geteuid?.() ?? 0}`));
    const said = await w.sh('pfetch -o f --retry 0', { input: server.url('/small') });
    expect(said.rows()).toMatchObject([{ ok: false, error: { kind: 'sink', code: 'ENOTDIR' } }]);
    expect(readdirSync(join(w.path, 'elsewhere'))).toEqual([]);
  });

  test('no row gets a file into our own folder', async () => {
    await using server = await startRangeServer();
    const row = { url: server.url('/small'), out: '.pfetch-0/f' };
    const said = await workdir().sh('pfetch', { input: JSON.stringify(row) });
    expect(said.rows()).toMatchObject([{ ok: false, error: { code: 'reserved' } }]);
  });
});

test('a name of all the bytes that a file system takes: fetched, killed, continued', async () => {
  await using server = await startRangeServer({ bytesPerSecond: 3_000_000 });
  const w = workdir();
  const input = JSON.stringify({ url: server.url(large), out: 'n'.repeat(250) });
  const first = w.start('exec pfetch -d out', { input });
  await expect.poll(() => w.files().some((file) => file.endsWith('.json')), { timeout: 20_000 }).toBe(true);
  first.signal('SIGKILL');
  await w.finish(first);
  const second = await w.sh('pfetch -d out', { input });
  expect(second.rows()).toMatchObject([{ ok: true, status: 206, sha256: hashOf(server.body(large)) }]);
  expect(w.files()).toEqual([`out/${'n'.repeat(250)}`]);
});

test('a journal that another run writes to: one line, status 2, and nothing in it is changed', async () => {
  await using server = await startRangeServer();
  const w = workdir();
  const first = w.start('exec pfetch -d out --journal j', { keepsInputOpen: true });
  first.write(`${server.url('/1')}\n`);
  await first.waitForLines(1);
  await expect.poll(() => w.read('j')).toMatch(/\n$/);
  const before = w.read('j');
  const second = await w.sh('ln -s j alias; pfetch -d out --journal alias', { input: server.url('/2') });
  expect([second.status, second.stdout]).toEqual([2, '']);
  expect(second.stderr).toMatch(/^pfetch: --journal "alias": another run is writing to it;.*\n$/);
  expect(w.read('j')).toBe(before);
  first.signal('SIGKILL');
  await w.finish(first);
  expect((await w.sh('pfetch -d out --journal j', { input: server.url('/2') })).status).toBe(0);
});

describe('--dir', () => {
  test('that is removed while files come is made again, and no row fails', async () => {
    await using server = await startRangeServer();
    const w = workdir();
    const running = w.start('exec pfetch -d out', { keepsInputOpen: true });
    for (let n = 0; n < 4; n += 1) {
      running.write(`${server.url(`/${n}`)}\n`);
      await running.waitForLines(n + 1);
      await w.sh('rm -r out');
    }
    running.write(`${server.url('/last')}\n`);
    running.endInput();
    const said = await w.finish(running);
    expect([said.status, said.rows().map(({ ok }) => ok)]).toEqual([0, [true, true, true, true, true]]);
    expect(w.files()).toHaveLength(1);
  });

  test('that may not be written to ends the run before its first request, with status 3 and one line', async (context) => {
    await using server = await startRangeServer();
    const w = workdir();
    w.write('list', Array.from({ length: 30 }, (_, n) => `${server.url(`/${n}`)}\n`).join(''));
    const user = process.geteuid?.() === 0 ? 'setpriv --reuid=65534 --clear-groups' : '';
    const probe = await w.sh(
      `mkdir locked; chmod 755 .. . locked; ${user} touch locked/f || ${user} pfetch --version`,
    );
    if (existsSync(join(w.path, 'locked/f')) || probe.status !== 0)
      return context.skip('nothing is forbidden to this user');
    const said = await w.sh(`chmod 555 locked; ${user} pfetch -q -d locked/out < list`);
    expect([said.status, said.stderr]).toEqual([3, 'pfetch: --dir "locked/out": permission denied\n']);
    expect(said.rows()).toMatchObject([{ ok: false, attempts: 0, error: { kind: 'sink', code: 'closed' } }]);
    expect(server.ranges).toEqual([]);
  });

  test('a link in it to a file outside is no file that is there; one to a file inside is', async () => {
    await using server = await startRangeServer();
    const w = workdir();
    w.write('outside', 'mine');
    w.write('out/inside', 'here');
    await w.sh('ln -s ../outside out/1; ln -s inside out/2');
    const said = await w.sh(`pfetch -d out -o '{seq}' -j 1`, {
      input: `${server.url('/x')}\n${server.url('/y')}\n`,
    });
    const rows = said.rows().sort((one, other) => (String(one['url']) < String(other['url']) ? -1 : 1));
    expect(rows).toMatchObject([{ outcome: 'fetched' }, { outcome: 'skipped', reason: 'exists' }]);
    expect([w.read('outside'), w.bytes('out/1').length]).toEqual(['mine', 10_000]);
  });
});

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function versions(server: RangeServer, path: string): string[] {
  return server.ranges.map((_, n) => hashOf(server.body(path, n + 1)));
}

function wholeRows(stdout: string): Record<string, unknown>[] {
  const lines = stdout.slice(0, stdout.lastIndexOf('\n') + 1).split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>);
}

function scratchFiles(w: Workdir): string[] {
  return w.files().filter((file) => /^\.pfetch-\d+\/.*\/\d+$/.test(file));
}

/** True for a regular file of the size from which a part is remembered. */
function isLarge(w: Workdir, name: string): boolean {
  const stats = lstatSync(join(w.path, name), { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.size > 1_000_000 && existsSync(join(w.path, `${name}.json`));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
