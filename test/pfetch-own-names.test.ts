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
