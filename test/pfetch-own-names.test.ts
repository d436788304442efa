import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { bodyFor } from './support/hostile-server/body-bytes.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { type Workdir, workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

const jar = '# Netscape HTTP Cookie File\n';

describe('the files that a run uses itself are nobody else\u2019s', () => {
  test.each([
    ['the journal', '--journal out/f', 'out/f', ''],
    ['the journal by another way', '--journal other/../out/f', 'out/f', ''],
    ['the journal behind a link', '--journal link', 'out/f', ''],
    ['the summary', '--summary out/f', 'out/f', ''],
    ['the cookie jar', '-c out/f', 'out/f', jar],
    ['a cookie file', '-b out/f', 'out/f', jar],
    ['the list', 'out/f', 'out/f', 'LIST'],
    ['a file that is only read', '--quota-of out/f --quota class=1', 'out/f', 'a\n'],
  ])('%s', async (_, option, file, content) => {
    const w = workdir();
    await w.sh('mkdir out other && ln -s out/f link');
    const input = `${server.url('/ok/f')}\n${server.url('/ok/g')}\n`;
    if (content !== '') w.write(file, content === 'LIST' ? input : content);
    const said = await w.sh(`pfetch -d out -o '{name}' --overwrite ${option}`, { input });
    const answers = said.rows().map(({ url, ok, error }) => [url, ok, (error as { code?: string })?.code]);
    expect(answers.sort()).toEqual([
      [server.url('/ok/f'), false, 'name-taken'],
      [server.url('/ok/g'), true, undefined],
    ]);
    expect(w.bytes(file).equals(bodyFor('/ok/f'))).toBe(false);
    expect(w.bytes('out/g').equals(bodyFor('/ok/g'))).toBe(true);
  });

  test('not for a row that names itself so, nor for a folder of that name', async () => {
    const w = workdir();
    const rows = ['j', 'j/deeper'].map((out) => JSON.stringify({ url: server.url(`/ok/${out}`), out }));
    const said = await w.sh('pfetch --journal j', { input: rows.join('\n') });
    expect(said.rows()).toMatchObject(rows.map(() => ({ ok: false, error: { code: 'name-taken' } })));
    expect(w.read('j')).toBe(said.stdout);
  });

  test('not for a name that the server gives', async () => {
    const w = workdir();
    const said = await w.sh('mkdir out && pfetch -J -d out -o u --journal out/picture.jpg', {
      input: server.url('/disposition'),
    });
    expect(said.rows()).toMatchObject([{ ok: false, error: { code: 'name-taken' } }]);
    expect(w.read('out/picture.jpg')).toBe(said.stdout);
    expect(w.files()).toEqual(['out/picture.jpg']);
  });
});

describe('a name that a row chooses does not meet that of another', () => {
  /** Runs rows one after the other; the answers in their order. */
  async function answersOf(w: Workdir, rows: object[], options: string): Promise<unknown[]> {
    const input = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    const said = await w.sh(`pfetch -j 1 ${options}`, { input });
    const ofUrl = new Map(said.rows().map((row) => [row['url'], row]));
    return rows.map((row) => ofUrl.get((row as { url: string }).url));
  }

  test('be it found only when the type is known', async () => {
    const w = workdir();
    const [first, second] = ['/ok/chosen-1', '/ok/chosen-2'];
    const rows = [{ url: server.url(first), out: '2.bin' }, { url: server.url(second) }];
    expect(await answersOf(w, rows, "-o '{seq}.{ext}'")).toMatchObject([
      { ok: true, path: '2.bin' },
      { ok: false, error: { kind: 'input', code: 'name-taken' } },
    ]);
    expect(w.bytes('2.bin').equals(bodyFor(first))).toBe(true);
  });

  test('be it chosen by a field that a template would fill', async () => {
    const w = workdir();
    const rows = [
      { url: server.url('/ok/seq-1'), seq: 7 },
      { url: server.url('/ok/seq-2'), seq: 7 },
    ];
    expect(await answersOf(w, rows, "-o '{seq}'")).toMatchObject([
      { ok: true, path: '7' },
      { ok: false, error: { code: 'name-taken' } },
    ]);
  });

  test('be it that of a download under way', async () => {
    const w = workdir();
    const slow = server.url('/ok/under-way.bin?ms=700');
    const out = `127.0.0.1+${server.port}/ok/under-way.bin@ms=700`;
    const input = `${slow}\n${JSON.stringify({ url: server.url('/ok/second'), out })}\n`;
    const said = await w.sh('pfetch', { input });
    expect(said.rows()).toMatchObject([
      { ok: false, error: { code: 'name-taken' } },
      { url: slow, ok: true, path: out },
    ]);
    expect(server.requests('/ok/second')).toEqual([]);
  });

  test('nor that of a content, which its own copies share', async () => {
    const w = workdir();
    const [one] = (await w.sh("pfetch -d first -o '{sha256}'", { input: server.url('/gif/1') })).rows();
    const rows = [
      { url: server.url('/ok/elsewhere'), out: String(one?.['sha256']) },
      { url: server.url('/gif/1') },
      { url: server.url('/gif/2') },
    ];
    expect(await answersOf(w, rows, "-d d -o '{sha256}'")).toMatchObject([
      { ok: true },
      { ok: false, error: { code: 'name-taken' } },
      { ok: false, error: { code: 'name-taken' } },
    ]);
    const shared = await answersOf(
      w,
      [{ url: server.url('/ok/x'), out: 'x' }, ...rows.slice(1)],
      "-d e -o '{sha256}'",
    );
    expect(shared).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
  });
});

describe('the name of a row that is done belongs to its URL', () => {
  /** Feeds rows one by one, each when the one before it has its answer. */
  async function feed(w: Workdir, command: string, rows: object[]): Promise<Record<string, unknown>[]> {
    const running = w.start(`exec pfetch ${command}`, { keepsInputOpen: true });
    for (const [nth, row] of rows.entries()) {
      running.write(`${JSON.stringify(row)}\n`);
      await running.waitForLines(nth + 1);
    }
    running.endInput();
    return (await w.finish(running)).rows();
  }

  const host = () => `127.0.0.1+${server.port}`;
  const empty = () => undefined;
  const inUse = (w: Workdir) => w.write('out/other', '');

  test.each([
    ['the default name, in an empty folder', '', () => `${host()}/ok/a.bin`, empty],
    ['the default name, in one that is in use', '', () => `${host()}/ok/a.bin`, inUse],
    ['its number, in an empty folder', "-o '{seq}'", () => '1', empty],
    ['its number, in one that is in use', "-o '{seq}'", () => '1', inUse],
    ['its number and type, in an empty folder', "-o '{seq}.{ext}'", () => '1.bin', empty],
    ['its number and type, in one that is in use', "-o '{seq}.{ext}'", () => '1.bin', inUse],
  ])('%s', async (_, options, name, prepare) => {
    const w = workdir();
    prepare(w);
    const first = server.url('/ok/a.bin');
    const said = await feed(w, `-d out ${options}`, [
      { url: first },
      { url: server.url('/ok/b.bin'), out: name() },
      { url: first, out: name() },
    ]);
    expect(said).toMatchObject([
      { outcome: 'fetched', path: `out/${name()}` },
      { ok: false, error: { kind: 'input', code: 'name-taken' } },
      { outcome: 'skipped', reason: 'exists', path: `out/${name()}` },
    ]);
    expect(w.bytes(`out/${name()}`).equals(bodyFor('/ok/a.bin'))).toBe(true);
  });

  test('found by its extension: a row of a template, after one that chose that name', async () => {
    const w = workdir();
    inUse(w);
    const said = await feed(w, "-d out -o '{id}.{ext}'", [
      { url: server.url('/ok/a'), out: '7.bin' },
      { url: server.url('/ok/b'), id: 7 },
    ]);
    expect(said).toMatchObject([{ ok: true }, { ok: false, error: { code: 'name-taken' } }]);
  });

  test('a fragment makes no other URL of one', async () => {
    const w = workdir();
    const said = await feed(w, '-d out', [
      { url: server.url('/ok/f#top') },
      { url: server.url('/ok/f#end') },
    ]);
    expect(said).toMatchObject([{ outcome: 'fetched' }, { outcome: 'skipped', reason: 'exists' }]);
  });

  test('two names that a link in the folder makes one', async () => {
    const w = workdir();
    await w.sh(
      'mkdir -p out/real/deep && ln -s real out/link && ln -s ../real/deep out/real/back && ln -s . out/self',
    );
    const names = ['real/deep/x', 'link/deep/x', 'real/back/x', 'self/link/back/x'];
    const said = await feed(
      w,
      '-d out',
      names.map((out, nth) => ({ url: server.url(`/ok/${nth}`), out })),
    );
    const refused = { ok: false, error: { code: 'name-taken' } };
    expect(said).toMatchObject([{ outcome: 'fetched' }, refused, refused, refused]);
    expect(w.bytes('out/real/deep/x').equals(bodyFor('/ok/0'))).toBe(true);
  });

  test('the same side by side: whatever comes first, no file is another\u2019s', async () => {
    const w = workdir();
    await w.sh('mkdir -p out/real && ln -s real out/link');
    const rows = Array.from({ length: 50 }, (_, nth) => [
      { url: server.url(`/ok/real-${nth}`), out: `real/${nth}` },
      { url: server.url(`/ok/link-${nth}`), out: `link/${nth}` },
    ]).flat();
    const said = await w.sh('pfetch -d out', { input: rows.map((row) => JSON.stringify(row)).join('\n') });
    for (const { ok, path, url, error } of said.rows()) {
      if (ok === true)
        expect(w.bytes(String(path)).equals(bodyFor(new URL(String(url)).pathname))).toBe(true);
      else expect(error).toMatchObject({ code: 'name-taken' });
    }
    expect(said.rows().filter(({ ok }) => ok === true)).toHaveLength(50);
  });

  test('a file that a link leads to which was not there before', async () => {
    const w = workdir();
    await w.sh('mkdir out && ln -s 1 out/2');
    const said = await feed(w, '-d out', [
      { url: server.url('/ok/one'), out: '1' },
      { url: server.url('/ok/two'), out: '2' },
    ]);
    expect(said).toMatchObject([{ outcome: 'fetched' }, { outcome: 'fetched' }]);
    expect(['1', '2'].map((name) => w.bytes(`out/${name}`))).toEqual([
      bodyFor('/ok/one'),
      bodyFor('/ok/two'),
    ]);
  });
});
