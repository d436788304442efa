import { describe, expect, test } from 'vitest';

import { fetchMany } from './support/fetch-many.js';
import type { Fault } from './support/hostile-server/fault.js';
import { startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

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

describe('downloads at a time', () => {
  test('one host begins with one, then grows while it answers well, up to --jobs', async () => {
    const counter = createCounter();
    const { said } = await fetchMany(150, '-j 12', 'counted/N', { routes: { counted: counter.answer } });
    expect(said.status).toBe(0);
    // One until the first answer, then at most four; how many of them meet at the server is its business.
    expect(counter.starts.slice(0, 2)).toEqual([1, 1]);
    expect(Math.max(...counter.starts.slice(0, 5))).toBeLessThanOrEqual(4);
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

  test('a host gets its share by what waits for it: few rows are spread over the time of many', async () => {
    const own = await startHostileServer({ addresses: ['127.0.0.1', '127.0.0.2'] });
    const many = Array.from({ length: 90 }, (_, n) => own.url(`/ok/${n}?ms=10`, '127.0.0.1'));
    const few = Array.from({ length: 10 }, (_, n) => own.url(`/ok/${n}?ms=10`, '127.0.0.2'));
    const said = await workdir().sh('pfetch -j 2', { input: [...many, ...few].join('\n') });
    await own.close();
    const places = said
      .rows()
      .flatMap(({ url }, place) => (String(url).includes('127.0.0.2') ? [place] : []));
    expect(places).toHaveLength(10);
    // Turn by turn they would be done with the first twenty or so.
    expect(places.at(-1)).toBeGreaterThan(50);
    expect(places[4]).toBeGreaterThan(20);
  });

  test('one host that keeps all downloads going is not read far ahead', async () => {
    const w = workdir();
    const own = await startHostileServer();
    const rows = `seq 1 100000 | sed 's|^|${own.url('/silence')}?|' | tee written`;
    const { stdout } = await w.sh(`${rows} | pfetch -j 1 -d a --max-time 2 > answers; wc -l < written`);
    // 500 rows, and what pipes and chunks hold; --look-ahead is 20,000.
    expect(Number(stdout)).toBeGreaterThan(4000);
    expect(Number(stdout)).toBeLessThan(12_000);
    await own.close();
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

describe('what speaks for a host and what does not', () => {
  test('refusals at random do not slow a host down, and cost no row', async () => {
    let asked = 0;
    const flaky: Fault['answer'] = async (exchange) => {
      asked += 1;
      if (asked % 20 === 0) return exchange.reply(503, { 'Retry-After': '0' });
      await exchange.sleep(20);
      await exchange.reply(200, {}, 'body');
    };
    const { said, own } = await fetchMany(1500, '-j 32', 'flaky/N', { routes: { flaky } });
    expect(said.rows().filter(({ ok }) => ok === true)).toHaveLength(1500);
    const late = own.requests().slice(-600, -100);
    expect(Math.max(...late.map(({ activeThen }) => activeThen))).toBeGreaterThan(16);
  });

  test.each([
    [503, 'that row alone waits'],
    [429, 'the host waits'],
  ])('one %d with Retry-After among good answers: %s', async (status) => {
    const refused = 100;
    const flaky: Fault['answer'] = async (exchange) => {
      const { path, attempt } = exchange.request;
      if (path === `/flaky/${refused}` && attempt === 1)
        return exchange.reply(status, { 'Retry-After': '2' }, 'later');
      await exchange.sleep(10);
      await exchange.reply(200, {}, 'body');
    };
    const { said, own } = await fetchMany(600, '-j 16', 'flaky/N', { routes: { flaky } });
    expect(said.rows().filter(({ ok }) => ok === true)).toHaveLength(600);
    const [first, second] = own.requests(`/flaky/${refused}`).map(({ atMs }) => atMs);
    if (first === undefined || second === undefined) throw new Error('it was not asked for twice');
    const meanwhile = own.requests().filter(({ atMs }) => atMs > first && atMs < first + 1900);
    expect(second - first).toBeGreaterThan(1990);
    // Where the host waits these are the ones that were under way.
    if (status === 429) expect(meanwhile.length).toBeLessThan(32);
    else expect(meanwhile.length).toBeGreaterThan(64);
  });

  test('large files of one host do not go one by one: a body that flows is an answer', async () => {
    const own = await startHostileServer({
      routes: {
        // Whole only once all four are under way; one by one they would be given up.
        large: async (exchange) => {
          await exchange.head(200, { 'Content-Length': '400' });
          for (let sent = 0; sent < 400; sent += 1) {
            const isLast = sent === 399;
            while (isLast && own.peak() < 4 && !exchange.isClientGone) await exchange.sleep(20);
            await exchange.send('x');
            await exchange.sleep(sent < 20 ? 20 : 0);
          }
        },
      },
    });
    const urls = Array.from({ length: 4 }, (_, n) => own.url(`/large/${n}`));
    const said = await workdir().sh('pfetch -j 4 --retry 0 --timeout 10s', { input: urls.join('\n') });
    await own.close();
    expect(said.rows().map(({ outcome }) => outcome)).toEqual(Array(4).fill('fetched'));
  });

  test('a body that stalls after its beginning is none', async () => {
    const { own } = await fetchMany(12, '-j 12 --retry 0 --idle-timeout 700ms', 'stall/N');
    const [first, second] = own.requests();
    expect((second?.atMs ?? Infinity) - (first?.atMs ?? 0)).toBeGreaterThan(500);
  });

  test('URLs that hang are tried again side by side', async () => {
    const own = await startHostileServer();
    const urls = Array.from({ length: 60 }, (_, n) => own.url(n % 4 === 3 ? `/silence/${n}` : `/ok/${n}`));
    const said = await workdir().sh('pfetch -j 32 --retry 2 --timeout 1500ms', { input: urls.join('\n') });
    await own.close();
    expect(said.rows().filter(({ ok }) => ok === true)).toHaveLength(45);
    const third = own.requests().filter(({ path, attempt }) => path.startsWith('/silence') && attempt === 3);
    expect(Math.max(...third.map(({ activeThen }) => activeThen))).toBeGreaterThanOrEqual(4);
  });
});

describe('rates', () => {
  test.each(['20', '20/s', '1200/m', '72000/h'])(
    '--rate %s works with many jobs: starts are 50 ms apart',
    async (rate) => {
      const { own } = await fetchMany(8, `-j 50 --rate ${rate}`, 'ok/N?ms=200');
      expect(own.requests()).toHaveLength(8);
      const times = own.requests().map(({ atMs }) => atMs);
      const spanMs = (times.at(-1) ?? 0) - (times[0] ?? 0);
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

  test('--limit-rate is paid by small bodies too, however many may be under way', async () => {
    const { w } = await fetchMany(60, '-j 60 --limit-rate 100000 --summary s.json', 'ok/N?bytes=5000');
    // 3 s; a burst of sixty bodies would be over at once.
    expect((JSON.parse(w.read('s.json')) as Record<string, number>)['elapsed_ms']).toBeGreaterThan(2500);
  });

  test.each(['0', 'fast', '10/y', '-1', '10/'])('--rate %s is wrong usage', async (rate) => {
    const { status, stderr } = await workdir().sh(`pfetch --rate=${rate}`);
    expect([status, stderr]).toEqual([2, expect.stringContaining('10/s, 100/m or 1000/h')]);
  });
});
