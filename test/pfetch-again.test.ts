import { statSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { bodyFor } from './support/hostile-server/body-bytes.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { type Workdir, workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

function urls(prefix: string, count: number): string {
  return Array.from({ length: count }, (_, n) => `${server.url(`/ok/${prefix}/${n}.bin`)}\n`).join('');
}

function requestsFor(prefix: string): number {
  return server.requests().filter(({ path }) => path.startsWith(`/ok/${prefix}/`)).length;
}

describe('what is here already is not asked for', () => {
  test('by file: a second run makes no request and answers every row', async () => {
    const w = workdir();
    await w.sh('pfetch', { input: urls('file', 5) });
    const again = await w.sh('pfetch', { input: urls('file', 5) });
    expect(again.rows()).toHaveLength(5);
    for (const row of again.rows())
      expect(row).toMatchObject({
        ok: true,
        outcome: 'skipped',
        reason: 'exists',
        bytes: 10_000,
        attempts: 0,
      });
    expect([again.status, requestsFor('file')]).toEqual([0, 5]);
  });

  test('by file: {ext} that only the body tells is found again', async () => {
    const w = workdir();
    const input = `{"url":"${server.url('/gif/again')}","id":1}`;
    await w.sh("pfetch -o '{id}.{ext}'", { input });
    expect((await w.sh("pfetch -o '{id}.{ext}'", { input })).rows()).toMatchObject([
      { outcome: 'skipped', reason: 'exists', path: '1.gif' },
    ]);
    expect(server.requests('/gif/again')).toHaveLength(1);
  });

  test('a file whose size is not the one in the row is fetched again', async () => {
    const w = workdir();
    w.write('f', 'short');
    const input = JSON.stringify({ url: server.url('/ok/size'), size: 10_000 });
    expect((await w.sh('pfetch -o f', { input })).rows()).toMatchObject([
      { outcome: 'fetched', bytes: 10_000 },
    ]);
    expect((await w.sh('pfetch -o f', { input })).rows()).toMatchObject([{ outcome: 'skipped' }]);
  });

  test('by journal: even where the files have gone elsewhere', async () => {
    const w = workdir();
    await w.sh('pfetch --journal j', { input: urls('journal', 5) });
    await w.sh('rm -r 127.*');
    const again = await w.sh('pfetch --journal j', { input: urls('journal', 6) });
    expect(again.rows().filter(({ reason }) => reason === 'journal')).toHaveLength(5);
    expect(again.rows().filter(({ outcome }) => outcome === 'fetched')).toHaveLength(1);
    expect(requestsFor('journal')).toBe(6);
    expect(w.read('j').trimEnd().split('\n')).toHaveLength(6);
  });
});

describe('--journal', () => {
  test('holds the result rows, byte for byte as on standard output', async () => {
    const w = workdir();
    const input = `${urls('rows', 3)}${server.url('/status?code=404&journal')}\n`;
    const { stdout } = await w.sh('pfetch --journal j', { input });
    expect(w.read('j')).toBe(stdout);
  });

  test('what failed is tried again', async () => {
    const w = workdir();
    const input = server.url('/status/j?code=503&times=1');
    await w.sh('pfetch --journal j --retry 0', { input });
    expect((await w.sh('pfetch --journal j', { input })).rows()).toMatchObject([{ outcome: 'fetched' }]);
    expect((await w.sh('pfetch --journal j', { input })).rows()).toMatchObject([{ reason: 'journal' }]);
  });

  test('a torn last line is dropped, and what is added stands on lines of its own', async () => {
    const w = workdir();
    await w.sh('pfetch --journal j', { input: urls('torn', 2) });
    w.write('j', w.read('j').slice(0, -30));
    const again = await w.sh('rm -r 127.*; pfetch --journal j', { input: urls('torn', 2) });
    expect(
      again
        .rows()
        .map(({ outcome }) => outcome)
        .sort(),
    ).toEqual(['fetched', 'skipped']);
    const lines = w.read('j').trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { ok: boolean }).ok)).toEqual([true, true]);
  });

  test.each(['kill -9', 'kill -TERM'])('a run ended by %s goes on where it was', async (kill) => {
    const w = workdir();
    const prefix = kill.replace(' ', '');
    const slow = server.url(`/ok/${prefix}/slow?ms=1500`);
    const running = w.start(`exec pfetch --journal j`, { keepsInputOpen: true });
    running.write(`${urls(prefix, 4)}${slow}\n`);
    await running.waitForLines(4);
    running.signal(kill.endsWith('9') ? 'SIGKILL' : 'SIGTERM');
    await w.finish(running);
    const before = requestsFor(prefix);
    const again = await w.sh('pfetch --journal j', { input: `${urls(prefix, 4)}${slow}\n` });
    expect(again.status).toBe(0);
    expect(again.rows().filter(({ reason }) => reason === 'journal').length).toBeGreaterThanOrEqual(4);
    expect(requestsFor(prefix) - before).toBeLessThanOrEqual(1);
    expect(w.files().filter((file) => file.includes('.part'))).toEqual([]);
  });

  test('a row that says more than the one before is another row', async () => {
    const w = workdir();
    const url = server.url('/ok/more');
    await w.sh("pfetch --journal j -o '{id}'", { input: `{"url":"${url}","id":1}` });
    const again = await w.sh("pfetch --journal j -o '{id}'", { input: `{"url":"${url}","id":2}` });
    expect(again.rows()).toMatchObject([{ outcome: 'fetched', path: '2' }]);
  });

  test('a journal that cannot be opened is wrong usage', async () => {
    const { status, stderr, stdout } = await workdir().sh('pfetch --journal no/such/folder/j', { input: '' });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^pfetch: --journal "no\/such\/folder\/j": .*\n$/);
  });

  test('a journal that is no file is wrong usage', async () => {
    const { status, stderr } = await workdir().sh('ln -s /dev/full j; pfetch --journal j', { input: '' });
    expect([status, stderr]).toEqual([2, 'pfetch: --journal "j": must be a regular file\n']);
  });

  test('a journal that takes no more ends the run with 3', async (context) => {
    const w = workdir();
    const small = 'mkdir -p small && mount -t tmpfs -o size=4k tmpfs small';
    if ((await w.sh(`unshare -rm sh -c '${small}'`)).status !== 0) return context.skip('may not mount here');
    const input = urls('full', 60);
    const { status, stderr } = await w.sh(`unshare -rm sh -c '${small} && pfetch -d out --journal small/j'`, {
      input,
    });
    expect(status).toBe(3);
    expect(stderr).toMatch(/^pfetch: journal "small\/j": .*no space left on device\n$/i);
  });
});

describe('--refresh', () => {
  test('asks whether it has changed; 304 is unchanged, and the file stays', async () => {
    const w = workdir();
    await w.sh('pfetch -o f', { input: server.url('/ok/refresh') });
    const again = await w.sh('pfetch -o f --refresh', { input: server.url('/ok/refresh') });
    expect(again.rows()).toMatchObject([
      { ok: true, outcome: 'unchanged', status: 304, path: 'f', attempts: 1 },
    ]);
    expect(server.requests('/ok/refresh')[1]?.headers['if-modified-since']).toBe(
      'Tue, 01 Feb 2011 03:04:05 GMT',
    );
    expect([w.files(), w.bytes('f').equals(bodyFor('/ok/refresh'))]).toEqual([['f'], true]);
  });

  test('a changed file is fetched and takes its place', async () => {
    const w = workdir();
    w.write('f', 'old');
    const said = await w.sh('pfetch -o f --refresh', { input: server.url('/ok/changed') });
    expect(said.rows()).toMatchObject([{ outcome: 'fetched', status: 200 }]);
    expect(w.bytes('f').equals(bodyFor('/ok/changed'))).toBe(true);
  });

  test('a file that cannot be had again stays as it is', async () => {
    const w = workdir();
    w.write('f', 'old');
    const said = await w.sh('pfetch -o f --refresh --retry 0', { input: server.url('/short-body/refresh') });
    expect([said.rows()[0]?.['outcome'], w.read('f')]).toEqual(['failed', 'old']);
  });

  test('a row with etag or last_modified asks so without the option', async () => {
    const w = workdir();
    const row = { url: server.url('/ok/row-etag'), last_modified: 'Tue, 01 Feb 2011 03:04:05 GMT' };
    const said = await w.sh('pfetch -o f', { input: JSON.stringify(row) });
    expect(said.rows()).toMatchObject([{ ok: true, outcome: 'unchanged', status: 304 }]);
  });

  test('and --overwrite exclude each other', async () => {
    const { status, stderr } = await workdir().sh('pfetch --refresh --overwrite');
    expect([status, stderr]).toEqual([2, 'pfetch: --refresh and --overwrite exclude each other\n']);
  });
});

test('--overwrite fetches what is here, unconditionally', async () => {
  const w = workdir();
  w.write('f', 'old');
  const said = await w.sh('pfetch -o f --overwrite', { input: server.url('/ok/overwrite') });
  expect(said.rows()).toMatchObject([{ outcome: 'fetched', status: 200 }]);
  expect(server.requests('/ok/overwrite')[0]?.headers).not.toHaveProperty('if-modified-since');
  expect(w.bytes('f').equals(bodyFor('/ok/overwrite'))).toBe(true);
});

describe('--dry-run', () => {
  test('requests nothing, writes nothing, names every path', async () => {
    const w = workdir();
    const input = `${urls('dry', 2)}{"url":\n{"url":"${server.url('/ok/dry/out')}","out":"../x"}\n`;
    const said = await w.sh('pfetch -n -d d --journal j', { input });
    expect(said.rows().map(({ ok, reason, path }) => [ok, reason, path])).toEqual([
      [true, 'dry-run', `d/127.0.0.1+${server.port}/ok/dry/0.bin`],
      [true, 'dry-run', `d/127.0.0.1+${server.port}/ok/dry/1.bin`],
      [false, undefined, undefined],
      [false, undefined, undefined],
    ]);
    expect([w.files(), requestsFor('dry')]).toEqual([[], 0]);
  });

  test('the path is the one that the run then gives', async () => {
    const w = workdir();
    const dry = await w.sh('pfetch -n -d d', { input: urls('path', 3) });
    const real = await w.sh('pfetch -d d', { input: urls('path', 3) });
    const paths = (said: typeof dry) =>
      said
        .rows()
        .map(({ path }) => path)
        .sort();
    expect(paths(real)).toEqual(paths(dry));
  });
});

test('Last-Modified becomes the time of the file', async () => {
  const w = workdir();
  await w.sh('pfetch -o f', { input: server.url('/ok/mtime') });
  expect(modifiedOf(w, 'f')).toBe('2011-02-01T03:04:05.000Z');
});

test('--fsync: file, then name, then answer', async () => {
  const w = workdir();
  const said = await w.sh('pfetch --fsync -o a/f', { input: server.url('/ok/fsync') });
  expect(said.rows()).toMatchObject([{ ok: true, path: 'a/f' }]);
  expect(w.bytes('a/f').equals(bodyFor('/ok/fsync'))).toBe(true);
});

function modifiedOf(w: Workdir, name: string): string {
  return statSync(join(w.path, name)).mtime.toISOString();
}
