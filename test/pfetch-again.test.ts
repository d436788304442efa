import { rmSync, statSync } from 'node:fs';
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

describe('--refresh', () => {
  test('asks whether it has changed; 304 is unchanged, and the file stays', async () => {
    const w = workdir();
    await w.sh('pfetch -o f', { input: server.url('/ok/refresh') });
    const again = await w.sh('pfetch -o f --refresh', { input: server.url('/ok/refresh') });
    expect(again.rows()).toMatchObject([
      { ok: true, outcome: 'unchanged', status: 304, path: 'f', attempts: 1 },
    ]);
    expect(again.rows()[0]).not.toHaveProperty('final_url');
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

  test('a file that goes while the server says that it has not changed is fetched', async () => {
    const w = workdir();
    await using own = await startHostileServer({
      routes: {
        goes: async (exchange) => {
          if (exchange.request.headers['if-none-match'] === undefined)
            return exchange.reply(200, { ETag: '"1"' }, 'the file');
          rmSync(join(w.path, 'f'));
          return exchange.head(304, { ETag: '"1"' });
        },
      },
    });
    const input = `{"url":"${own.url('/goes')}","etag":"\\"1\\""}`;
    await w.sh('pfetch -o f', { input });
    const [row] = (await w.sh('pfetch --refresh -o f', { input })).rows();
    expect(row).toMatchObject({ ok: true, outcome: 'fetched', path: 'f' });
    expect([w.read('f'), own.requests('/goes').length]).toEqual(['the file', 3]);
  });

  test('a file that cannot be had again stays as it is', async () => {
    const w = workdir();
    w.write('f', 'old');
    const said = await w.sh('pfetch -o f --refresh --retry 0', { input: server.url('/short-body/refresh') });
    expect([said.rows()[0]?.['outcome'], w.read('f')]).toEqual(['failed', 'old']);
  });

  test('a row with etag or last_modified asks so without the option, where its file is here', async () => {
    const w = workdir();
    const row = { url: server.url('/ok/row-etag'), last_modified: 'Tue, 01 Feb 2011 03:04:05 GMT' };
    const command = 'pfetch -o f';
    expect((await w.sh(command, { input: JSON.stringify(row) })).rows()).toMatchObject([
      { outcome: 'fetched', status: 200 },
    ]);
    expect((await w.sh(command, { input: JSON.stringify(row) })).rows()).toMatchObject([
      { ok: true, outcome: 'unchanged', status: 304, path: 'f' },
    ]);
    const asked = server.requests('/ok/row-etag').map(({ headers }) => headers['if-modified-since']);
    expect(asked).toEqual([undefined, 'Tue, 01 Feb 2011 03:04:05 GMT']);
  });

  test('a file that is not the expected size is fetched whole', async () => {
    const w = workdir();
    w.write('f', 'short');
    const input = JSON.stringify({ url: server.url('/ok/row-size'), size: 10_000, etag: '"x"' });
    expect((await w.sh('pfetch -o f', { input })).rows()).toMatchObject([{ outcome: 'fetched' }]);
    expect(server.requests('/ok/row-size')[0]?.headers).not.toHaveProperty('if-none-match');
  });

  test("the version of a page is not that of its links: each is fetched, and is 'unchanged' only once it is here", async () => {
    const w = workdir();
    await w.sh('pfetch -o page > result', { input: server.url('/ok/leak-page') });
    expect(w.read('result')).toMatch(/"etag":.*"last_modified":/);
    w.write('page', '<a href=leak-1></a><a href=leak-2></a>');
    const said = await w.sh("list-links < result | pfetch -d out -o '{n}'");
    expect(said.rows()).toMatchObject([
      { outcome: 'fetched', status: 200 },
      { outcome: 'fetched', status: 200 },
    ]);
    expect(w.files().filter((name) => name.startsWith('out/'))).toEqual(['out/1', 'out/2']);
    for (const route of ['/ok/leak-1', '/ok/leak-2'])
      for (const name of ['if-none-match', 'if-modified-since'])
        expect(server.requests(route)[0]?.headers).not.toHaveProperty(name);
  });

  test('a refresh that fails keeps the version that is here for the next', async () => {
    const w = workdir();
    const url = server.url('/status/kept?code=503&times=1');
    w.write('f', 'old');
    w.write(
      'done',
      `{"url":"${url}","ok":true,"outcome":"fetched","path":"f","etag":"\\"v1\\"","attempts":1}`,
    );
    await w.sh('pfetch --refresh --retry 0 -o f < done > failed');
    expect(JSON.parse(w.read('failed'))).toMatchObject({ ok: false, etag: '"v1"' });
    await w.sh('pfetch --refresh --retry 0 -o f < failed');
    const [first, second] = server.requests('/status/kept').map(({ headers }) => headers['if-none-match']);
    expect([first, second]).toEqual(['"v1"', '"v1"']);
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
