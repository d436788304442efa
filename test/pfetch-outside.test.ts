import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

describe('out', () => {
  test('names the file of its row, relative to --dir, before -o', async () => {
    const w = workdir();
    const input = JSON.stringify({ url: server.url('/ok/out'), out: 'deep/er/Ein Bild.jpg' });
    const said = await w.sh("pfetch -d d -o '{name}'", { input });
    expect(said.rows()).toMatchObject([{ ok: true, path: 'd/deep/er/Ein Bild.jpg' }]);
    expect(w.files()).toEqual(['d/deep/er/Ein Bild.jpg']);
  });

  test.each([
    ['../evil'],
    ['a/../../evil'],
    ['..'],
    ['.'],
    ['./x'],
    ['/tmp/evil'],
    ['a//b'],
    ['a/'],
    [''],
    ['a\u0000b'],
    ['a\nb'],
    ['..\\evil'],
    ['C:\\evil'],
    ['C:evil'],
    ['n'.repeat(251)],
    ['x.part'],
    [7],
    [['a']],
  ])('%j is a failed row, and nothing is requested', async (out) => {
    const w = workdir();
    const route = '/ok/out-wrong';
    const said = await w.sh('pfetch -d d', { input: JSON.stringify({ url: server.url(route), out }) });
    expect(said.rows()).toMatchObject([
      { ok: false, attempts: 0, error: { kind: 'input', code: 'bad-name' } },
    ]);
    expect([w.files(), server.requests(route)]).toEqual([[], []]);
  });

  test('two rows of one out: the second has failed', async () => {
    const w = workdir();
    const row = (route: string) => JSON.stringify({ url: server.url(route), out: 'same' });
    const said = await w.sh('pfetch', { input: `${row('/ok/out-1')}\n${row('/ok/out-2')}\n` });
    const codes = said.rows().map(({ error }) => (error as { code?: string } | undefined)?.code);
    expect(codes.sort()).toEqual(['name-taken', undefined]);
  });

  test('a row of one out and a URL of that name do not overwrite each other', async () => {
    const w = workdir();
    const named = `127.0.0.1+${server.port}/ok/clash.bin`;
    const input = `${JSON.stringify({ url: server.url('/ok/by-out'), out: named })}\n${server.url('/ok/clash.bin')}\n`;
    const said = await w.sh('pfetch', { input });
    expect(
      said
        .rows()
        .map(({ ok }) => ok)
        .sort(),
    ).toEqual([false, true]);
  });
});

describe('nothing is written outside --dir', () => {
  test.each([
    ['a folder that is a link out', 'mkdir -p outside out && ln -s ../outside out/link', 'link/x'],
    ['a link deeper down', 'mkdir -p outside out/a && ln -s ../../outside out/a/link', 'a/link/b/x'],
    ['an absolute link', 'mkdir -p outside out && ln -s "$PWD/outside" out/link', 'link/x'],
    ['a link to the parent', 'mkdir -p out && ln -s .. out/link', 'link/x'],
  ])('%s is refused with a row that says so', async (_, prepare, out) => {
    const w = workdir();
    await w.sh(prepare);
    const said = await w.sh('pfetch -d out', { input: JSON.stringify({ url: server.url('/ok/link'), out }) });
    expect(said.rows()).toMatchObject([
      {
        ok: false,
        error: {
          kind: 'policy',
          code: 'outside',
          message: expect.stringMatching(/link out of the output folder/) as string,
        },
      },
    ]);
    expect(w.files().filter((file) => file.endsWith('x'))).toEqual([]);
  });

  test('a link that stays inside is followed', async () => {
    const w = workdir();
    await w.sh('mkdir -p out/real && ln -s real out/link');
    const said = await w.sh('pfetch -d out', {
      input: JSON.stringify({ url: server.url('/ok/in'), out: 'link/x' }),
    });
    expect(said.rows()).toMatchObject([{ ok: true, path: 'out/link/x' }]);
    expect(w.files()).toContain('out/real/x');
  });

  test('--dir itself may be a link', async () => {
    const w = workdir();
    await w.sh('mkdir real && ln -s real out');
    expect((await w.sh('pfetch -d out -o x', { input: server.url('/ok/dir') })).status).toBe(0);
    expect(w.files()).toContain('real/x');
  });

  test('a final name that is a link is replaced, not written through', async () => {
    const w = workdir();
    w.write('precious', 'mine');
    await w.sh('mkdir out && ln -s ../precious out/f');
    await w.sh('pfetch -d out -o f --overwrite', { input: server.url('/ok/final') });
    expect([w.read('precious'), w.bytes('out/f').length]).toEqual(['mine', 10_000]);
  });

  test('a folder where the file belongs is a failed row of kind sink', async () => {
    const w = workdir();
    await w.sh('mkdir -p out/f');
    const said = await w.sh('pfetch -d out -o f --retry 0', { input: server.url('/ok/folder') });
    expect(said.rows()).toMatchObject([{ ok: false, error: { kind: 'sink', code: 'EISDIR' } }]);
  });

  test('a file where a folder is needed is a failed row of kind sink', async () => {
    const w = workdir();
    w.write('out/a', 'mine');
    const said = await w.sh('pfetch -d out', {
      input: JSON.stringify({ url: server.url('/ok/file'), out: 'a/b' }),
    });
    expect(said.rows()).toMatchObject([{ ok: false, error: { kind: 'sink', code: 'ENOTDIR' } }]);
    expect(w.read('out/a')).toBe('mine');
  });

  test('--dir that is a file is wrong usage', async () => {
    const w = workdir();
    w.write('out', '');
    const { status, stderr } = await w.sh('pfetch -d out', { input: server.url('/ok/usage') });
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^pfetch: --dir "out": .*\n$/)]);
  });
});
