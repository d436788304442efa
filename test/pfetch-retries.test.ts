import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { fetchMany } from './support/fetch-many.js';
import { fetchOne } from './support/fetch-one.js';
import { findFreePort } from './support/free-port.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

describe('Retry-After', () => {
  test.each([
    ['retry-after-seconds/1?seconds=1&times=1', 1000],
    ['retry-after-seconds/2?seconds=1&times=1&status=503', 1000],
    // A date has no fractions: two seconds from now may be one and a bit.
    ['retry-after-date/1?seconds=2&times=1', 1000],
    ['retry-after-date/2?seconds=2&times=1&status=503', 1000],
  ])('%s is honoured', async (route, waitMs) => {
    const { row } = await fetchOne(server.url(`/${route}`));
    expect(row).toMatchObject({ ok: true, status: 200, attempts: 2 });
    const [first, second] = server.requests(`/${route}`).map(({ atMs }) => atMs);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(waitMs - 5);
  });

  test.each(['retry-after-past', 'retry-after-negative', 'retry-after-garbage', 'too-many-requests'])(
    '%s: tried again all the same',
    async (fault) => {
      const { row } = await fetchOne(server.url(`/${fault}?times=1`));
      expect(row).toMatchObject({ ok: true, attempts: 2 });
    },
  );

  test('pauses the whole host, for every job of it, and no other host', async () => {
    const own = await startHostileServer({ addresses: ['127.0.0.1', '127.0.0.2'] });
    const urls = [
      own.url('/retry-after-seconds?seconds=1&times=1'),
      ...Array.from({ length: 10 }, (_, n) => own.url(`/ok/${n}`)),
      ...Array.from({ length: 10 }, (_, n) => own.url(`/ok/${n}?ms=5`, '127.0.0.2')),
    ];
    const said = await workdir().sh('pfetch -j 32', { input: urls.join('\n') });
    await own.close();
    expect(said.status).toBe(0);
    const [first, ...others] = own.requests().filter(({ host }) => host === '127.0.0.1');
    for (const one of others) expect(one.atMs - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(995);
    const elsewhere = own.requests().filter(({ host }) => host === '127.0.0.2');
    expect(Math.max(...elsewhere.map(({ atMs }) => atMs))).toBeLessThan(others[0]?.atMs ?? 0);
  });

  test('is capped by --max-retry-after', async () => {
    const { row } = await fetchOne(server.url('/retry-after-day?times=1'), '--max-retry-after 200ms');
    expect(row).toMatchObject({ ok: true, attempts: 2 });
  });
});

describe('--retry', () => {
  test('says how often, and the row how many attempts there were', async () => {
    const { row, error } = await fetchOne(server.url('/status?code=500&retry'), '--retry 2');
    expect([row['attempts'], error]).toEqual([3, expect.objectContaining({ code: '500', retryable: true })]);
    expect(server.requests('/status?code=500&retry')).toHaveLength(3);
  });

  test('the time that attempts took is told apart from the time between them', async () => {
    const { row } = await fetchOne(server.url('/retry-after-seconds?seconds=1&times=1&apart'));
    expect(row).toMatchObject({ ok: true, attempts: 2 });
    expect(row['waited_ms']).toBeGreaterThan(900);
    expect(row['elapsed_ms']).toBeLessThan(Number(row['waited_ms']));
  });

  test('tries nothing again that will not pass', async () => {
    expect((await fetchOne(server.url('/status?code=404&retry'))).row['attempts']).toBe(1);
  });

  test('--retry-max-time begins no retry later', async () => {
    const { row } = await fetchOne(server.url('/status?code=500&max-time'), '--retry 50 --retry-max-time 1s');
    expect(row['attempts']).toBeLessThan(12);
    expect(row['elapsed_ms']).toBeLessThan(10_000);
  });

  test('a waiting retry holds no slot', async () => {
    const own = await startHostileServer({ addresses: ['127.0.0.1', '127.0.0.2'] });
    const urls = [
      own.url('/retry-after-seconds?seconds=1&times=1'),
      ...Array.from({ length: 20 }, (_, n) => own.url(`/ok/${n}`, '127.0.0.2')),
    ];
    const said = await workdir().sh('pfetch -j 1', { input: urls.join('\n') });
    await own.close();
    expect(said.rows().at(-1)).toMatchObject({ ok: true, url: urls[0], attempts: 2 });
    expect(said.rows()).toHaveLength(21);
  });
});

describe('a dead host', () => {
  test('costs one timeout, not one for each of its rows', async () => {
    await using dead = await startHostileServer({ onConnection: 'silence' });
    const urls = Array.from({ length: 200 }, (_, n) => dead.url(`/${n}`));
    const said = await workdir().sh('pfetch --retry 0 --first-byte-timeout 500ms', {
      input: urls.join('\n'),
    });
    expect(said.rows()).toHaveLength(200);
    const kinds = said.rows().map(({ error }) => (error as { kind: string }).kind);
    expect([kinds.filter((kind) => kind === 'host-down').length > 190, new Set(kinds)]).toEqual([
      true,
      new Set(['timeout', 'host-down']),
    ]);
    expect(said.rows()[0]).toMatchObject({ attempts: 0, error: { code: 'host-down', retryable: true } });
    expect(dead.connections).toBeLessThanOrEqual(3);
  });

  test('that refuses connections is given up after three, while others go on', async () => {
    const port = await findFreePort();
    const urls = Array.from({ length: 50 }, (_, n) => `http://127.0.0.1:${port}/${n}`);
    const said = await workdir().sh('pfetch --retry 0 -j 4', {
      input: [...urls, server.url('/ok/alive')].join('\n'),
    });
    const kinds = said.rows().map(({ error }) => (error as { kind: string } | undefined)?.kind);
    expect(kinds.filter((kind) => kind === 'connect').length).toBeLessThanOrEqual(8);
    expect(kinds.filter((kind) => kind === 'host-down').length).toBeGreaterThan(40);
    expect(said.rows().filter(({ ok }) => ok === true)).toHaveLength(1);
  });

  test('a server that answers 500 lives', async () => {
    const { said } = await fetchMany(20, '--retry 0', 'status/N?code=500');
    expect(said.rows().map(({ error }) => (error as { kind: string }).kind)).toEqual(
      Array<string>(20).fill('http'),
    );
  });
});

describe('connections that are kept', () => {
  test('many requests share few of them', async () => {
    const { own } = await fetchMany(100, '-j 4', 'ok/N');
    expect(own.connections).toBeLessThanOrEqual(4);
  });

  test.each([
    'closed-before-next',
    'reset-before-next',
    'closed-after-answer',
    'blank-lines-after-answer',
    'open-after-close',
  ])('%s costs no file and no retry', async (fault) => {
    const { said } = await fetchMany(30, '-j 2 --retry 0', `${fault}/N`);
    expect(
      said.rows().filter(({ ok, bytes, attempts }) => ok === true && bytes === 10_000 && attempts === 1),
    ).toHaveLength(30);
  });

  test('garbage-after-answer costs no file', async () => {
    const { said } = await fetchMany(30, '-j 2', 'garbage-after-answer/N');
    expect(said.rows().filter(({ ok, bytes }) => ok === true && bytes === 10_000)).toHaveLength(30);
  });
});

test('a burst of refusals is one refusal: the pause after it is that of the first', async () => {
  const own = await startHostileServer({
    routes: {
      // The first answers well and lets four come at once; all four are refused.
      burst: async (exchange) => {
        const before = own.requests().length;
        await exchange.sleep(100);
        if (before > 1 && before <= 5) await exchange.reply(429);
        else await exchange.reply(200, {}, exchange.body);
      },
    },
  });
  const urls = Array.from({ length: 8 }, (_, n) => own.url(`/burst/${n}`));
  const said = await workdir().sh('pfetch', { input: urls.join('\n') });
  await own.close();
  expect(said.status).toBe(0);
  const times = own.requests().map(({ atMs }) => atMs);
  // 250 ms and at most 2 s of backoff; counted as four refusals it would be up to 16 s.
  expect((times[5] ?? 0) - (times[4] ?? 0)).toBeLessThan(2250 + 1000);
});
