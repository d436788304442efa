import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s', (signal, status) => {
  test('once: what is under way is finished, the rest is cancelled, every row is answered', async () => {
    const w = workdir();
    const under = server.url(`/ok/under-${signal}?ms=700`);
    const rest = Array.from({ length: 20 }, (_, n) => server.url(`/ok/rest-${signal}/${n}`));
    const running = w.start('exec pfetch -j 1', { keepsInputOpen: true });
    running.write([under, ...rest, ''].join('\n'));
    await server.waitForRequests(1, `/ok/under-${signal}?ms=700`);
    running.signal(signal);
    const ended = await w.finish(running);
    expect([ended.status, ended.signal]).toEqual([status, undefined]);
    const rows = ended.rows();
    expect(rows.filter(({ url }) => url === under)).toMatchObject([{ ok: true, outcome: 'fetched' }]);
    const others = rows.filter(({ url }) => url !== under);
    expect(others).toHaveLength(20);
    for (const row of others) {
      expect(row).toMatchObject({
        ok: false,
        outcome: 'cancelled',
        attempts: 0,
        error: { kind: 'cancelled', retryable: true },
      });
    }
    expect(server.requests().filter(({ path }) => path.startsWith(`/ok/rest-${signal}`))).toEqual([]);
    expect(w.files().filter((file) => file.includes('.part'))).toEqual([]);
  });

  test('twice: at once, and what is left goes with the next run', async () => {
    const w = workdir();
    const route = `/stall/${signal}?bytes=3000000&after=1500000`;
    const running = w.start('exec pfetch -o f', { keepsInputOpen: true });
    running.write(`${server.url(route)}\n`);
    await server.waitForRequests(1, route);
    await expect.poll(() => w.files()).toHaveLength(1);
    running.signal(signal);
    await new Promise((resolve) => setTimeout(resolve, 200));
    running.signal(signal);
    const ended = await w.finish(running);
    expect(ended.status).toBe(status);
    expect(w.files()).not.toContain('f');
    await w.sh('pfetch -o g', { input: server.url('/ok/after') });
    expect(w.files()).toEqual(['g']);
  });

  test('no retry is begun after it', async () => {
    const w = workdir();
    const route = `/retry-after-seconds/${signal}?seconds=30`;
    const running = w.start('exec pfetch', { keepsInputOpen: true });
    running.write(`${server.url(route)}\n`);
    await server.waitForRequests(1, route);
    await new Promise((resolve) => setTimeout(resolve, 200));
    running.signal(signal);
    const ended = await w.finish(running);
    expect(ended.rows()).toMatchObject([{ ok: false, url: server.url(route) }]);
    expect([ended.status, server.requests(route).length]).toEqual([status, 1]);
  });
});

describe('limits of a run', () => {
  test('--max-failures 3 stops with status 3 and one line; the rest is cancelled', async () => {
    const w = workdir();
    const urls = Array.from({ length: 50 }, (_, n) => server.url(`/status/${n}?code=404`));
    const said = await w.sh('pfetch -j 1 --max-failures 3', { input: urls.join('\n') });
    expect(said.status).toBe(3);
    expect(said.stderr).toMatch(
      /^pfetch: 50 rows: 3 failed, 47 cancelled\n(  .*\n)+pfetch: stopped after 3 failures \(--max-failures\)\n$/,
    );
    // What was cancelled is no reason of its own.
    expect(said.stderr).toContain('  not ok: 3 http, as in: status 404');
    expect(said.rows().filter(({ outcome }) => outcome === 'failed')).toHaveLength(3);
    expect(said.rows().filter(({ outcome }) => outcome === 'cancelled')).toHaveLength(47);
  });

  test('--max-failures counts rows that could not be read too, and not what is fine', async () => {
    const w = workdir();
    const said = await w.sh('pfetch -j 1 --max-failures 2', {
      input: `{\n${server.url('/ok/counted')}\n${server.url('/status?code=404&counted')}\n`,
    });
    expect(said.status).toBe(3);
  });

  test('--max-time stops with status 3; every row is answered', async () => {
    const w = workdir();
    const input = `${server.url('/silence/time')}\n${server.url('/silence/time2')}\n`;
    const said = await w.sh('pfetch --max-time 500ms -j 1', { input });
    expect([said.status, said.stderr]).toEqual([3, 'pfetch: stopped after --max-time 0.5 s\n']);
    expect(said.rows()).toMatchObject([{ outcome: 'cancelled' }, { outcome: 'cancelled' }]);
  });

  test('--max-time stops a run that waits for input', async () => {
    const w = workdir();
    const running = w.start('exec pfetch --max-time 300ms', { keepsInputOpen: true });
    expect((await w.finish(running)).status).toBe(3);
  });

  test('exit status: 0 all fine, 1 some failed, 0 under --failures-ok', async () => {
    const w = workdir();
    const input = `${server.url('/ok/exit')}\n${server.url('/status?code=404')}\n`;
    expect((await w.sh('pfetch', { input: server.url('/ok/exit') })).status).toBe(0);
    expect((await w.sh('pfetch', { input })).status).toBe(1);
    expect((await w.sh('pfetch --failures-ok', { input })).status).toBe(0);
  });
});

describe('output that goes away', () => {
  test('| head -n 1 is a quiet 0', async () => {
    const w = workdir();
    const urls = Array.from({ length: 200 }, (_, n) => server.url(`/ok/head/${n}`));
    const said = await w.sh('{ pfetch -j 4; echo $? > status; } | head -n 1', { input: urls.join('\n') });
    expect([said.lines().length, said.stderr, w.read('status')]).toEqual([1, '', '0\n']);
    expect(w.files().filter((file) => file.includes('.part'))).toEqual([]);
  });

  test('/dev/full is status 3 and one line', async () => {
    const w = workdir();
    const { status, stderr } = await w.sh('pfetch > /dev/full', { input: server.url('/ok/full') });
    expect([status, stderr]).toEqual([3, expect.stringMatching(/^pfetch: .*no space left on device.*\n$/i)]);
  });
});

describe('a machine at its limits', () => {
  test('out of file descriptors: slower, and nothing fails', async () => {
    const w = workdir();
    const urls = Array.from({ length: 120 }, (_, n) => server.url(`/ok/${n}.bin?ms=100`));
    const said = await w.sh('ulimit -n 40; pfetch -j 100 -d out', { input: urls.join('\n') });
    expect([said.status, said.stderr]).toEqual([0, '']);
    expect(said.rows().filter(({ ok }) => ok === true)).toHaveLength(120);
    expect(w.files()).toHaveLength(120);
  });

  test('disk full: status 3 and a clear word, what is finished is kept and answered', async (context) => {
    const w = workdir();
    const probe = await w.sh('mkdir out; unshare -rm mount -t tmpfs -o size=64k tmpfs out');
    if (probe.status !== 0) return context.skip('mount in a namespace of its own is not allowed here');
    const small = Array.from({ length: 3 }, (_, n) => server.url(`/ok/${n}?bytes=5000`));
    const urls = [...small, server.url('/ok/big?bytes=900000'), server.url('/ok/after?bytes=5000')];
    const said = await w.sh(
      `unshare -rm sh -c 'mount -t tmpfs -o size=64k tmpfs out && pfetch -j 1 -d out -o "{seq}"; s=$?; ls out >&2; exit $s'`,
      { input: urls.join('\n') },
    );
    expect(said.status).toBe(3);
    expect(said.stderr).toMatch(/pfetch: out\/4: no space left on device/i);
    expect(said.stderr).toMatch(/^1\n2\n3$/m);
    expect(said.rows().map(({ outcome }) => outcome)).toEqual([
      'fetched',
      'fetched',
      'fetched',
      'failed',
      'cancelled',
    ]);
    expect(said.rows()[3]).toMatchObject({ error: { kind: 'sink', code: 'ENOSPC' } });
  });
});
