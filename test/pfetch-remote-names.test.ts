import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

describe('-J', () => {
  test.each([
    ['disposition', 'picture.jpg'],
    ['disposition-quoted', 'a ~22b~22 c.jpg'],
    ['disposition-parent', 'evil'],
    ['disposition-absolute', 'evil'],
    ['disposition-backslash', 'evil.exe'],
    ['disposition-dots', 'u'],
    ['disposition-empty', 'u'],
    ['disposition-hidden', '.bashrc'],
    ['disposition-nul', 'a~00b.jpg'],
    ['disposition-utf8', '\u20ac rates.txt'],
    ['disposition-utf8-parent', 'evil'],
    ['disposition-reserved', '~43ON.txt'],
    ['disposition-garbage', 'u'],
    ['ok', 'u'],
  ])('%s becomes %s, inside its folder', async (fault, name) => {
    const w = workdir();
    const said = await w.sh("pfetch -J -d a/b -o 'c/u'", { input: server.url(`/${fault}`) });
    expect(w.files()).toEqual([`a/b/c/${name}`]);
    expect(said.rows()).toMatchObject([{ ok: true, path: `a/b/c/${name}` }]);
  });

  test('disposition-long is cut to what a file system takes', async () => {
    const w = workdir();
    await w.sh('pfetch -J -o u', { input: server.url('/disposition-long') });
    expect(w.files()[0]).toMatch(/^n+~[0-9a-f]{16}\.jpg$/);
  });

  test('without it the header names nothing', async () => {
    const w = workdir();
    await w.sh('pfetch -o u', { input: server.url('/disposition/without') });
    expect(w.files()).toEqual(['u']);
  });

  test('two URLs of one name: the second has failed', async () => {
    const w = workdir();
    const said = await w.sh("pfetch -J -o '{seq}'", {
      input: `${server.url('/disposition/1')}\n${server.url('/disposition/2')}\n`,
    });
    expect(
      said
        .rows()
        .map(({ ok }) => ok)
        .sort(),
    ).toEqual([false, true]);
    expect(w.files()).toEqual(['picture.jpg']);
  });
});
