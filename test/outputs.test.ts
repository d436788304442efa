import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

const list = 'https://h.example/1\nhttps://h.example/2\n';

describe('a file that an option writes', () => {
  test.each([
    ['pfetch --cookie-jar f', list],
    ['pfetch --cookie-jar f', '# only a comment\n'],
    ['list-links --cookie-jar f', list],
    ['imagenet-pick --all-hosts --cookie-jar f --api http://127.0.0.1:1/{wnid} --class n00000001', list],
    ['pfetch --summary f', list],
    ['pfetch --summary f', '{"rows":"of my own"}\n'],
    ['pfetch --journal f', list],
    ['pfetch --journal f', '{"url":"https://h.example/1"}\n'],
    ['pfetch --journal f --dry-run', 'a note\n'],
    ['pfetch --journal f', '{"name":"a package without a newline at its end"}'],
  ])('%s: refuses what is not its own kind (%j)', async (command, content) => {
    const w = workdir();
    w.write('f', content);
    const before = server.requests().length;
    const said = await w.sh(command, { input: server.url('/ok/outputs') });
    expect([said.status, said.stdout]).toEqual([2, '']);
    expect(said.stderr).toMatch(/^[a-z-]+: --[a-z-]+ "f" holds something else than .*; give another file\n$/);
    expect([w.read('f'), w.files(), server.requests().length]).toEqual([content, ['f'], before]);
  });

  test('goes on with what an earlier run has written, whole or torn, and with an empty file', async () => {
    const w = workdir();
    const command = 'pfetch -d out --overwrite --journal j --summary s -c c';
    const input = server.url('/ok/again');
    for (const name of ['j', 's', 'c']) w.write(name, '');
    for (const torn of ['', '', '{"url":"http://h.exam']) {
      if (torn !== '') w.write('j', torn);
      expect((await w.sh(command, { input })).status).toBe(0);
    }
    expect(w.read('c')).toMatch(/^# Netscape/);
    expect(JSON.parse(w.read('s'))).toMatchObject({ rows: 1, ok: 1 });
    expect(JSON.parse(w.read('j'))).toMatchObject({ ok: true });
  });

  test.each(['--summary', '--journal', '--cookie-jar'])('%s - makes no file of that name', async (option) => {
    const w = workdir();
    const said = await w.sh(`pfetch ${option} -`, { input: server.url('/ok/dash') });
    expect([said.status, w.files()]).toEqual([2, []]);
    expect(said.stderr).toMatch(/standard output carries rows/);
  });

  test('-o - neither', async () => {
    const w = workdir();
    const said = await w.sh('pfetch -o -', { input: server.url('/ok/dash') });
    expect([said.status, w.files()]).toEqual([2, []]);
    expect(said.stderr).toMatch(/^pfetch: --output "-" would be a file of that name.*\{name\}"\n$/);
  });

  test('is no second one', async () => {
    const w = workdir();
    const said = await w.sh('pfetch --journal x --summary ./x', { input: server.url('/ok/twice') });
    expect([said.status, said.stderr]).toEqual([
      2,
      'pfetch: --summary "./x" is the file of --journal, too\n',
    ]);
  });

  test('may be a device or a link, which stay what they are', async () => {
    const w = workdir();
    w.write('real', '');
    symlinkSync('real', join(w.path, 's'));
    const said = await w.sh('pfetch -o x --summary s -c /dev/null && test -c /dev/null && test -L s', {
      input: server.url('/ok/device'),
    });
    expect(said.status).toBe(0);
    expect(JSON.parse(w.read('real'))).toMatchObject({ rows: 1 });
    const piped = await w.sh('pfetch -o y --summary /dev/stderr 2>&1 >/dev/null | cat', {
      input: server.url('/ok/stderr'),
    });
    expect(JSON.parse(piped.stdout)).toMatchObject({ rows: 1 });
  });
});
