import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { bodyBytes, bodyFor } from './support/hostile-server/body-bytes.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { type Nginx, type NginxOptions, startNginx } from './support/nginx.js';
import { describeWith } from './support/parts.js';
import { workdir } from './support/workdir.js';

// What wget, wget2, curl and aria2 were seen to do wrong on the same server, one test each, and nothing but defaults.
let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

async function run(routes: readonly string[], options = '') {
  const w = workdir();
  const said = await w.sh(`pfetch ${options}`, {
    input: routes.map((route) => server.url(route)).join('\n'),
  });
  return { w, said, rows: said.rows() };
}

test('something is requested before standard input ends', async () => {
  const w = workdir();
  const running = w.start('exec pfetch', { keepsInputOpen: true });
  running.write(`${server.url('/ok/stream')}\n`);
  await server.waitForRequests(1, '/ok/stream');
  running.endInput();
  expect((await w.finish(running)).status).toBe(0);
});

test('a file that changed between attempts is not half old and half new', async () => {
  const { w, rows } = await run(['/etag-changes/peers'], '-o f');
  expect([rows[0]?.['ok'], w.bytes('f').equals(bodyBytes(10_000, '/etag-changes/peers 2'))]).toEqual([
    true,
    true,
  ]);
});

test('a Range that is ignored appends nothing', async () => {
  const { w } = await run(['/range-ignored/peers'], '-o f');
  expect(w.bytes('f').equals(bodyFor('/range-ignored/peers'))).toBe(true);
});

test.each(['429', '503'])('Retry-After on %s is waited for', async (status) => {
  const route = `/retry-after-seconds/peers?seconds=1&times=1&status=${status}`;
  const { rows } = await run([route]);
  const [first, second] = server.requests(route).map(({ atMs }) => atMs);
  expect([rows[0]?.['ok'], (second ?? 0) - (first ?? 0) >= 995]).toEqual([true, true]);
});

test('a kill leaves no short file under the final name', async () => {
  const w = workdir();
  const route = '/stall/peers?bytes=3000000&after=2000000';
  const running = w.start('exec pfetch -o f', { keepsInputOpen: true });
  running.write(`${server.url(route)}\n`);
  await expect
    .poll(() => w.files().map((file) => w.bytes(file).length), { timeout: 20_000 })
    .toEqual([2_000_000]);
  running.signal('SIGKILL');
  await w.finish(running);
  expect(w.files()).not.toContain('f');
});

test('a truncated body leaves no file under the final name, and is status 1', async () => {
  const { w, said } = await run(['/short-body/peers'], '-o f --retry 0');
  expect([said.status, w.files().includes('f')]).toEqual([1, false]);
});

test('5 URLs are 5 files', async () => {
  const { w, said } = await run(['/ok/a/x.jpg', '/ok/b/x.jpg', '/ok/p?id=1', '/ok/p?id=2', '/ok/p']);
  expect([said.status, w.files().length]).toEqual([0, 5]);
});

test('a name of 300 characters costs no file', async () => {
  const { w, said } = await run([`/ok/${'n'.repeat(300)}`]);
  expect([said.status, w.files().length]).toEqual([0, 1]);
});

test.each(['/status?code=500', '/status?code=503', '/short-body', '/status?code=404'])(
  '%s is status 1',
  async (route) => {
    expect((await run([route], '--retry 0')).said.status).toBe(1);
  },
);

test('Content-Disposition ../../evil stays inside', async () => {
  const { w } = await run(['/disposition-parent/peers'], '-J -d a/b');
  expect(w.files()).toEqual([expect.stringMatching(/^a\/b\/.*\/evil$/)]);
});

test('a picture that is sent as gzip is saved as a picture', async () => {
  const { w } = await run(['/gzip/peers.jpg'], '-o f.jpg');
  expect(w.bytes('f.jpg').equals(bodyFor('/gzip/peers.jpg'))).toBe(true);
});

test('--rate works with many jobs', async () => {
  await run(
    Array.from({ length: 6 }, (_, n) => `/ok/rate/${n}?ms=100`),
    '-j 50 --rate 10',
  );
  const times = server
    .requests()
    .filter(({ path }) => path.startsWith('/ok/rate/'))
    .map(({ atMs }) => atMs);
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(400);
});

describeWith(['nginx'], 'a real server that limits', () => {
  test('connections: everything arrives, and refusals stay few', async () => {
    const nginx = await start({ limitConnections: 3 });
    const names = publish(nginx, 30);
    const w = workdir();
    const said = await w.sh('pfetch -d out', {
      input: names.map((name) => nginx.url(`/${name}`)).join('\n'),
    });
    expect(said.rows().filter(({ ok }) => ok === true)).toHaveLength(30);
    for (const { url, path } of said.rows()) {
      expect(w.bytes(String(path)).equals(bodyBytes(20_000, String(url).replace(/.*\//, '')))).toBe(true);
    }
    expect((await nginx.requests()).length).toBeLessThan(90);
  });

  test('requests a second: what is refused at one at a time is spaced and not only paused', async () => {
    const nginx = await start({ limitRequests: '20r/s' });
    const input = publish(nginx, 20)
      .map((name) => nginx.url(`/${name}`))
      .join('\n');
    const said = await workdir().sh('pfetch -d out --max-time 10s', { input });
    expect(said.rows().filter(({ ok }) => ok === true)).toHaveLength(20);
  });

  test('ETag and Range: a killed run goes on where it was', async () => {
    const nginx = await start({ limitRate: '4m' });
    const body = bodyBytes(8_000_000, 'big');
    nginx.publish('big', body);
    const w = workdir();
    const running = w.start('exec pfetch -o f', { keepsInputOpen: true });
    running.write(`${nginx.url('/big')}\n`);
    await expect.poll(() => w.files().includes('f.part.json'), { timeout: 20_000 }).toBe(true);
    running.signal('SIGKILL');
    await w.finish(running);
    const again = await w.sh('pfetch -o f', { input: nginx.url('/big') });
    expect(again.rows()).toMatchObject([{ ok: true, status: 206 }]);
    expect([w.files(), w.bytes('f').equals(body)]).toEqual([['f'], true]);
    expect((await nginx.requests()).at(-1)?.range).toMatch(/^bytes=\d{7}-$/);
  });
});

async function start(options: NginxOptions): Promise<Nginx> {
  const nginx = await startNginx(options);
  onTestFinished(() => nginx.stop());
  return nginx;
}

function publish(nginx: Nginx, count: number): string[] {
  const names = Array.from({ length: count }, (_, n) => `f${n}`);
  for (const name of names) nginx.publish(name, bodyBytes(20_000, name));
  return names;
}
