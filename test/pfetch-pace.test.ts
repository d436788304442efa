import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { fetchOne } from './support/fetch-one.js';
import { findFreePort } from './support/free-port.js';
import type { Fault } from './support/hostile-server/fault.js';
import {
  type HostileServer,
  type HostileServerOptions,
  startHostileServer,
} from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

/** Fetches `count` URLs of a server of the test's own; answers with the run and the server. */
async function fetchMany(count: number, options: string, route = 'ok', more: HostileServerOptions = {}) {
  const own = await startHostileServer(more);
  const urls = Array.from({ length: count }, (_, n) => own.url(`/${route.replace('N', String(n))}`));
  const w = workdir();
  const said = await w.sh(`pfetch ${options}`, { input: urls.join('\n') });
  await own.close();
  return { w, said, own, gaps: gapsOf(own) };
}

/** A route that counts how many requests of a host it is working on, and no longer counts them when it answers. */
function createCounter(status = 200) {
  const active = new Map<string, number>();
  const peaks = new Map<string, number>();
  const starts: number[] = [];
  const count = (key: string, by: number): number => {
    const now = (active.get(key) ?? 0) + by;
    active.set(key, now);
    peaks.set(key, Math.max(now, peaks.get(key) ?? 0));
    return now;
  };
  const answer: Fault['answer'] = async (exchange) => {
    const { host } = exchange.request;
    starts.push(count('all', 1));
    count(host, 1);
    await exchange.sleep(30);
    count('all', -1);
    count(host, -1);
    await exchange.reply(status, {}, exchange.body);
  };
  return { answer, starts, peak: (host = 'all') => peaks.get(host) ?? 0 };
}

function gapsOf(own: HostileServer): number[] {
  const times = own.requests().map(({ atMs }) => atMs);
  return times.slice(1).map((atMs, n) => atMs - (times[n] ?? 0));
}

describe('downloads at a time', () => {
  test('one host begins with one, then grows while it answers well, up to --jobs', async () => {
    const counter = createCounter();
    const { said } = await fetchMany(150, '-j 12', 'counted/N', { routes: { counted: counter.answer } });
    expect(said.status).toBe(0);
    expect(counter.starts.slice(0, 5)).toEqual([1, 1, 2, 3, 4]);
    expect(counter.peak()).toBeGreaterThan(6);
    expect(counter.peak()).toBeLessThanOrEqual(12);
  });

  test('--jobs 1 is one at a time', async () => {
    const counter = createCounter();
    await fetchMany(20, '-j 1', 'counted/N', { routes: { counted: counter.answer } });
    expect(counter.peak()).toBe(1);
  });

  test('--per-host bounds each host, --jobs all of them', async () => {
    const counter = createCounter();
    const addresses = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];
    const own = await startHostileServer({ addresses, routes: { counted: counter.answer } });
    const urls = Array.from({ length: 120 }, (_, n) => own.url(`/counted/${n}`, addresses[n % 3]));
    await workdir().sh('pfetch -j 7 --per-host 3', { input: urls.join('\n') });
    await own.close();
    expect(addresses.map((address) => counter.peak(address))).toEqual([3, 3, 3]);
    expect(counter.peak()).toBe(7);
  });

  test('halves when the host says 429, and gets everything in the end', async () => {
    const { said, own } = await fetchMany(100, '-j 32', 'crowded/N?limit=6&ms=30');
    expect([said.status, said.rows().filter(({ ok }) => ok === true).length]).toEqual([0, 100]);
    // Without a lesson learnt there would be one refusal after the other.
    expect(own.requests().length).toBeLessThan(170);
  });

  test('fast errors never speed it up', async () => {
    const counter = createCounter(404);
    await fetchMany(60, '-j 32', 'counted/N', { routes: { counted: counter.answer } });
    expect(counter.peak()).toBe(4);
  });

  test('a list sorted by host does not run one host at a time', async () => {
    const own = await startHostileServer({ addresses: ['127.0.0.1', '127.0.0.2'] });
    const slow = Array.from({ length: 40 }, (_, n) => own.url(`/ok/${n}?ms=60`, '127.0.0.1'));
    const fast = Array.from({ length: 40 }, (_, n) => own.url(`/ok/${n}`, '127.0.0.2'));
    const said = await workdir().sh('pfetch -j 8 --per-host 2', { input: [...slow, ...fast].join('\n') });
    await own.close();
    const firstHalf = said
      .rows()
      .slice(0, 40)
      .filter(({ url }) => String(url).includes('127.0.0.2'));
    expect(firstHalf.length).toBeGreaterThan(20);
  });

  test('--look-ahead bounds what is read before it is answered', async () => {
    const w = workdir();
    const own = await startHostileServer({ addresses: ['127.0.0.1', '127.0.0.2'] });
    const urls = [
      ...Array.from({ length: 5 }, (_, n) => own.url(`/silence/${n}`, '127.0.0.1')),
      own.url('/ok/behind', '127.0.0.2'),
    ];
    const options = '--first-byte-timeout 700ms --retry 0 --failures-ok';
    const narrow = await w.sh(`pfetch -d a --look-ahead 2 ${options}`, { input: urls.join('\n') });
    expect(narrow.rows().at(0)).toMatchObject({ ok: false });
    const wide = await w.sh(`pfetch -d b --look-ahead 100 ${options}`, { input: urls.join('\n') });
    expect(wide.rows().at(0)).toMatchObject({ ok: true, url: urls[5] });
    await own.close();
  });
});

describe('rates', () => {
  test.each(['20', '20/s', '1200/m', '72000/h'])(
    '--rate %s works with many jobs: starts are 50 ms apart',
    async (rate) => {
      const { own, gaps } = await fetchMany(8, `-j 50 --rate ${rate}`, 'ok/N?ms=200');
      expect(own.requests()).toHaveLength(8);
      const spanMs = gaps.reduce((sum, gap) => sum + gap, 0);
      // A start may be early by what the one before was late.
      expect(spanMs).toBeGreaterThan(6 * 50 - 40);
    },
  );

  test('--per-host-rate spaces each host by itself', async () => {
    const own = await startHostileServer({ addresses: ['127.0.0.1', '127.0.0.2'] });
    const urls = Array.from({ length: 10 }, (_, n) => own.url(`/ok/${n}`, `127.0.0.${(n % 2) + 1}`));
    await workdir().sh('pfetch --per-host-rate 10', { input: urls.join('\n') });
    await own.close();
    for (const host of ['127.0.0.1', '127.0.0.2']) {
      const times = own
        .requests()
        .filter((one) => one.host === host)
        .map(({ atMs }) => atMs);
      expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(4 * 100 - 60);
    }
  });

  test.each([
    ['one large body', 1, 300_000],
    ['many small ones', 60, 5000],
  ])('--limit-rate bounds bytes a second in all: %s', async (_, count, bytes) => {
    const { w, said } = await fetchMany(
      count,
      '-j 2 --limit-rate 200000 --summary s.json',
      `ok/N?bytes=${bytes}`,
    );
    expect(said.rows().filter(({ ok, attempts }) => ok === true && attempts === 1)).toHaveLength(count);
    const { bytes: received, elapsed_ms: elapsedMs } = JSON.parse(w.read('s.json')) as Record<string, number>;
    expect(received).toBe(300_000);
    // 1.5 s, of which a tenth may come at once, and what came last is not waited for.
    expect(elapsedMs).toBeGreaterThan(800);
    expect(elapsedMs).toBeLessThan(15_000);
  });

  test.each(['0', 'fast', '10/y', '-1', '10/'])('--rate %s is wrong usage', async (rate) => {
    const { status, stderr } = await workdir().sh(`pfetch --rate=${rate}`);
    expect([status, stderr]).toEqual([2, expect.stringContaining('10/s, 100/m or 1000/h')]);
  });
});

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
