import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Exchange } from './support/hostile-server/exchange.js';
import { ok, etagOf } from './support/hostile-server/faults/well.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { expectWhole, loading, partsOf } from './support/threads.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer({ addresses: ['127.0.0.1', '127.0.0.2'], routes: { halfway } });
});
afterAll(() => server.close());

/** Sends half of a body at first, and then waits; the rest to whoever asks for it. */
async function halfway(exchange: Exchange): Promise<void> {
  if (exchange.request.attempt > 1) return ok.answer(exchange);
  const { body } = exchange;
  await exchange.head(200, { 'Content-Length': String(body.length), ETag: etagOf(body) });
  await exchange.send(body.subarray(0, body.length / 2));
  await exchange.untilClientLeaves();
}

const many = (count: number, route: string) =>
  Array.from({ length: count }, (_, n) => server.url(`/ok/${route}/${n}?bytes=${1 + n * 100}`));

describe('a run that ends early', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s once: what is under way is finished, the rest is cancelled', async (signal, status) => {
    const w = workdir();
    const under = [1, 2].map((n) => server.url(`/ok/under-${signal}/${n}?ms=700`, `127.0.0.${n}`));
    const running = w.start('exec pfetch --threads 2 --per-host 1 -j 2 -d out', { keepsInputOpen: true });
    running.write([...under, ...many(20, `rest-${signal}`), ''].join('\n'));
    await Promise.all(under.map((url) => server.waitForRequests(1, url.replace(/^.*?:\d+/, ''))));
    running.signal(signal);
    const ended = await w.finish(running);
    const count = (outcome: string) => ended.rows().filter((row) => row['outcome'] === outcome).length;
    expect([ended.status, count('fetched'), count('cancelled')]).toEqual([status, 2, 20]);
    expect(partsOf(w)).toEqual([]);
  });

  test('twice: at once, and only a .part is left', async () => {
    const w = workdir();
    const route = '/halfway/twice?bytes=3000000';
    const running = w.start('exec pfetch --threads 2 -o f', { keepsInputOpen: true });
    running.write(`${server.url(route)}\n`);
    await expect.poll(() => w.files()).toContain('f.part.json');
    running.signal('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 200));
    running.signal('SIGINT');
    expect([(await w.finish(running)).status, w.files()]).toEqual([130, ['f.part', 'f.part.json']]);
  });

  test('--max-time: every row is answered, and what broke off goes on in the next run', async () => {
    const w = workdir();
    const routes = ['/ok/time', ...[1, 2, 3, 4].map((n) => `/halfway/${n}`)];
    const input = routes.map((route) => `${server.url(route)}\n`).join('');
    const said = await w.sh('pfetch --threads 2 -j 4 --max-time 1s -d out', { input });
    expect([said.status, said.stderr]).toEqual([3, 'pfetch: stopped after --max-time 1 s\n']);
    expect(said.rows().map(({ outcome }) => outcome)).toEqual([
      'fetched',
      ...Array<string>(4).fill('cancelled'),
    ]);
    expect(partsOf(w)).toHaveLength(8);
    const again = await w.sh('pfetch --threads 2 -j 4 -d out', { input });
    expect([again.status, again.rows().map(({ status }) => status)]).toEqual([
      0,
      [undefined, 206, 206, 206, 206],
    ]);
    expectWhole(w, again.rows());
    expect(partsOf(w)).toEqual([]);
  });

  test('--max-failures: no more than so many and what was under way', async () => {
    const w = workdir();
    const input = Array.from({ length: 80 }, (_, n) => server.url(`/status/${n}?code=404`)).join('\n');
    const said = await w.sh('pfetch --threads 2 -j 4 --max-failures 3', { input });
    expect([said.status, said.rows().length]).toEqual([3, 80]);
    expect(said.rows().filter(({ outcome }) => outcome === 'failed').length).toBeLessThan(8);
  });

  test('| head is a quiet 0', async () => {
    const w = workdir();
    const said = await w.sh('{ pfetch --threads 2 -d out; echo $? > status; } | head -n 1', {
      input: many(200, 'head').join('\n'),
    });
    expect([said.lines().length, said.stderr, w.read('status')]).toEqual([1, '', '0\n']);
  });

  test('disk full: status 3 and a clear word', async (context) => {
    const w = workdir();
    const mount = 'mount -t tmpfs -o size=64k tmpfs out';
    const probe = await w.sh(`mkdir out; unshare -rm ${mount}`);
    if (probe.status !== 0) return context.skip('mount in a namespace of its own is not allowed here');
    const input = [5000, 5000, 900_000, 5000]
      .map((bytes) => server.url(`/ok/full?bytes=${bytes}`))
      .join('\n');
    const said = await w.sh(
      `unshare -rm sh -c '${mount} && pfetch --threads 2 -j 1 -d out -o "{seq}"; s=$?; ls out >&2; exit $s'`,
      { input },
    );
    expect([said.status, said.stderr]).toEqual([
      3,
      expect.stringMatching(/out\/3: no space left[^]*^1\n2\n$/m),
    ]);
    expect(said.rows().map(({ outcome }) => outcome)).toEqual(['fetched', 'fetched', 'failed', 'cancelled']);
  });

  test('out of file descriptors: slower, and nothing fails', async () => {
    const w = workdir();
    const input = Array.from({ length: 120 }, (_, n) => server.url(`/ok/fds/${n}?ms=100`)).join('\n');
    const said = await w.sh('ulimit -n 64; pfetch --threads 2 -j 100 -d out', { input });
    expect([said.status, said.stderr, said.rows().filter(({ ok }) => ok === true).length]).toEqual([
      0,
      '',
      120,
    ]);
  });

  test.each([
    ['throws', `setTimeout(() => { throw new Error('made up'); }, 1500);`, /internal error: Error: made up/],
    ['ends', 'setTimeout(() => process.exit(), 1500);', /internal error: Error: a thread ended by itself/],
    ['does not begin', `throw new Error('made up');`, /internal error: Error: made up/],
  ])('a thread that %s: status 3, it is told, and every row is answered', async (_, act, message) => {
    const w = workdir();
    const module = `import { isMainThread } from 'node:worker_threads';\nif (!isMainThread) { ${act} }\n`;
    const input = [1, 2, 3, 4, 5].map((n) => server.url(`/silence/crash/${n}`)).join('\n');
    const said = await w.sh('pfetch --threads 2 -j 2 -d out', { input, env: loading(w, module) });
    expect([said.status, said.stderr]).toEqual([3, expect.stringMatching(message)]);
    expect(said.rows().map(({ outcome }) => outcome)).toEqual(Array(5).fill('cancelled'));
  });
});
