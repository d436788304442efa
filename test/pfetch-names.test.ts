import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { bodyFor } from './support/hostile-server/body-bytes.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

describe('names without a template', () => {
  test('two URLs never share a file, and each file is its own URL', async () => {
    const w = workdir();
    const routes = [
      '/ok/a',
      '/ok/a/',
      '/ok/a/b',
      '/ok/a?',
      '/ok/a?x=1',
      '/ok/a?x=2',
      '/ok/A',
      '/ok/a%2Fb',
      '/ok/a@',
      '/ok/a~',
      '/ok/x.jpg',
      '/ok/x.jpg/y.jpg',
      '/ok/x.jpg?w=1&h=2',
      '/ok/x.jpg?h=2&w=1',
      '/ok/%00',
      '/ok/..%2f..%2fevil',
      '/ok/.hidden',
      '/ok/CON',
      '/ok/nul.txt',
      '/ok/a.',
      '/ok/a%20',
      '/ok/f.part',
      '/ok//double',
      '/ok/double',
    ];
    const said = await w.sh('pfetch -d out', {
      input: routes.map((route) => `${server.url(route)}\n`).join(''),
    });
    expect([said.status, said.stderr]).toEqual([0, '']);
    const paths = said.rows().map(({ path }) => String(path));
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBeGreaterThanOrEqual(routes.length - 1);
    expect(new Set(paths).size).toBe(routes.length);
    expect(w.files()).toEqual(paths.sort());
    for (const { url, path } of said.rows()) {
      const sent = String(url).replace(/^http:\/\/[^/]*/, '');
      expect([url, w.bytes(String(path)).equals(bodyFor(sent))]).toEqual([url, true]);
    }
  });

  test('data: URLs too', async () => {
    const w = workdir();
    const urls = [
      'data:text/plain,hi',
      'data:text/html,hi',
      'data:ftext/plain,hi',
      'data:,hi',
      'data:xhi,',
      'data:yhi,',
    ];
    const said = await w.sh('pfetch -d out', { input: urls.join('\n') });
    expect(said.rows()).toMatchObject(urls.map(() => ({ ok: true })));
    expect(new Set(said.rows().map(({ path }) => path)).size).toBe(urls.length);
  });

  test('are the same at every run, in whatever order', async () => {
    const urls = ['/ok/1?b', '/ok/2.jpg', '/ok/1'].map((route) => server.url(route));
    const namesOf = async (list: string[]) =>
      (await workdir().sh('pfetch -n', { input: list.join('\n') }))
        .rows()
        .map(({ url, path }) => [url, path]);
    expect((await namesOf(urls)).sort()).toEqual((await namesOf([...urls].reverse())).sort());
  });

  test('300 characters, 300 slashes and 300 three-byte characters all find a place', async () => {
    const w = workdir();
    const routes = [
      `/ok/${'n'.repeat(300)}.jpg`,
      `/ok/${'n'.repeat(301)}.jpg`,
      `/ok/${'\u20ac'.repeat(300)}.jpg`,
      `/ok/${'d/'.repeat(300)}x`,
    ];
    const said = await w.sh('pfetch -d out', { input: routes.map((route) => server.url(route)).join('\n') });
    expect(said.rows()).toMatchObject(routes.map(() => ({ ok: true, outcome: 'fetched' })));
    expect(w.files()).toHaveLength(4);
    for (const component of w.files().flatMap((file) => file.split('/'))) {
      expect(Buffer.byteLength(`${component}.part`)).toBeLessThanOrEqual(255);
    }
    expect(w.files().filter((file) => file.endsWith('.jpg'))).toHaveLength(3);
  });
});

describe('-o', () => {
  test.each([
    ['{id:06}.bin', '000007.bin'],
    ['{title|slug}', 'a-b-c'],
    ['{host}/{name}', 'HOST/x.png'],
    ['{stem}-{id}.{ext}', 'x-7.png'],
    ['{ext}/{seq}', 'png/1'],
    ['{class}/{id}', 'a~2Fb/7'],
    ['{path}', 'png/x.png@v=1'],
  ])('%s: %s', async (template, name) => {
    const w = workdir();
    const row = { url: server.url('/png/x.png?v=1'), id: 7, title: 'A b/C!', class: 'a/b' };
    const said = await w.sh(`pfetch -o '${template}'`, { input: JSON.stringify(row) });
    expect(said.rows()).toMatchObject([{ ok: true }]);
    expect(w.files()).toEqual([name.replace('HOST', `127.0.0.1+${server.port}`)]);
    expect(said.rows()[0]?.['path']).toBe(w.files()[0]);
  });

  test('{ext} is that of the bytes, and of the URL where they tell nothing', async () => {
    const w = workdir();
    const routes = ['/png-as-jpeg/1.jpg', '/html-as-jpeg/2.jpg', '/gif/3', '/ok/4.DAT', '/ok/5'];
    await w.sh("pfetch -o '{seq}.{ext}'", { input: routes.map((route) => server.url(route)).join('\n') });
    expect(w.files()).toEqual(['1.png', '2.html', '3.gif', '4.dat', '5.bin']);
  });

  test('{sha256} names by content: the same bytes are one file', async () => {
    const w = workdir();
    const input = `${server.url('/gif/1')}\n${server.url('/gif/2')}\n`;
    const said = await w.sh("pfetch -o '{sha256}.{ext}'", { input });
    expect(said.rows()).toMatchObject([{ ok: true }, { ok: true }]);
    expect(w.files()).toEqual([`${String(said.rows()[0]?.['sha256'])}.gif`]);
  });

  test('{urlhash} is the same at every run and different for every URL', async () => {
    const input = `${server.url('/ok/1')}\n${server.url('/ok/2')}\n`;
    const [one, two] = [
      await workdir().sh("pfetch -n -o '{urlhash}'", { input }),
      await workdir().sh("pfetch -n -o '{urlhash}'", { input }),
    ];
    const paths = (said: typeof one): unknown[] => said.rows().map(({ path }) => path);
    expect(paths(one)).toEqual(paths(two));
    expect(new Set(one.rows().map(({ path }) => path)).size).toBe(2);
  });

  test('a name that another URL has is a failed row, never overwritten', async () => {
    const w = workdir();
    const [first, second] = [server.url('/ok/first'), server.url('/ok/second')];
    const said = await w.sh("pfetch -o '{id}'", {
      input: `{"url":"${first}","id":1}\n{"url":"${second}","id":1}\n`,
    });
    expect(said.status).toBe(1);
    expect(said.rows().find(({ url }) => url === second)).toMatchObject({
      outcome: 'failed',
      attempts: 0,
      error: { kind: 'input', code: 'name-taken', message: 'line 2: another URL has the name 1 already' },
    });
    expect(w.bytes('1').equals(bodyFor('/ok/first'))).toBe(true);
    expect(server.requests('/ok/second')).toEqual([]);
  });

  test('so it is where only the type of the body shows it', async () => {
    const w = workdir();
    const input = `{"url":"${server.url('/gif/a')}","id":1}\n{"url":"${server.url('/gif/b')}","id":1}\n`;
    const said = await w.sh("pfetch -j 1 -o '{id}.{ext}'", { input });
    const codes = said.rows().map(({ error }) => (error as { code?: string } | undefined)?.code);
    expect(codes.sort()).toEqual(['name-taken', undefined]);
    expect(w.files()).toEqual(['1.gif']);
  });

  test('a row without a field of the template is told so', async () => {
    const said = await workdir().sh("pfetch -o '{class}/{id}'", {
      input: `{"url":"${server.url('/ok')}","id":1}`,
    });
    expect(said.rows()).toMatchObject([
      { error: { code: 'bad-name', message: expect.stringMatching(/line 1: .*class/) as string } },
    ]);
  });

  test.each(['/abs/{id}', '../{id}', 'a/../{id}', '{id}/', ''])('%j is wrong usage', async (template) => {
    const { status, stdout, stderr } = await workdir().sh(`pfetch -o '${template}'`, { input: '' });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^pfetch: --output .*\n$/);
  });
});
