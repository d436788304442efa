import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { faults } from './support/hostile-server/faults.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { countThreads, expectWhole, loading, partsOf, rollCall } from './support/threads.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

const many = (count: number, route: string) =>
  Array.from({ length: count }, (_, n) => server.url(`/ok/${route}/${n}?bytes=${1 + n * 100}`));

describe('work is divided', () => {
  test.each([
    ['one host: by row', '--threads 3 -j 12', 3],
    ['one job at a time keeps to one thread', '--threads 3 -j 1', 1],
    ['--threads 1, the usual, begins none', '--threads 1', 0],
  ])('%s', async (name, options, threads) => {
    const w = workdir();
    const input = many(60, encodeURIComponent(name)).join('\n');
    const said = await w.sh(`pfetch -d out ${options}`, { input, env: loading(w, rollCall) });
    expect([said.status, said.stderr, said.rows().length, countThreads(w)]).toEqual([0, '', 60, threads]);
    expectWhole(w, said.rows());
    expect(partsOf(w)).toEqual([]);
  });

  test('many hosts: by host, each in one thread, which keeps its connection', async () => {
    const own = await startHostileServer({ addresses: ['127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.4'] });
    const w = workdir();
    const hosts = ['127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.4'];
    const input = Array.from({ length: 40 }, (_, n) => own.url(`/ok/hosts/${n}`, hosts[n % 4])).join('\n');
    const said = await w.sh('pfetch --threads 2 --per-host 1 -d out', { input });
    await own.close();
    // Begun again where a server closes a connection that is idle, but never once for each thread.
    expect([said.status, said.rows().length]).toEqual([0, 40]);
    expect(own.connections).toBeLessThan(8);
  });

  test('limits of the run hold for all threads together', async () => {
    const own = await startHostileServer();
    const w = workdir();
    const input = Array.from({ length: 60 }, (_, n) => own.url(`/ok/limits/${n}?ms=20`)).join('\n');
    const said = await w.sh('pfetch --threads 3 -j 30 --per-host 6 -d out', { input });
    await own.close();
    expect([said.status, own.peak()]).toEqual([0, 6]);
  });

  test('--limit-rate, too', async () => {
    const w = workdir();
    const input = Array.from({ length: 6 }, (_, n) => server.url(`/ok/rate/${n}?bytes=100000`)).join('\n');
    const said = await w.sh('pfetch --threads 3 -j 6 --limit-rate 400000 -d out --summary s.json', { input });
    const { bytes, elapsed_ms: elapsedMs } = JSON.parse(w.read('s.json')) as Record<string, number>;
    expect([said.status, bytes]).toEqual([0, 600_000]);
    // 1.5 s, of which a tenth may come at once, and what came last is not waited for; three clocks would need a third.
    expect(elapsedMs).toBeGreaterThan(1000);
  });
});

test('whatever a server does, the rows are those of one thread', async () => {
  // Each at a host of its own: some leave bytes for whoever has the connection next. The echo tells the port.
  const routes = Object.keys(faults).filter((name) => name !== 'echo');
  expect(routes.length).toBeGreaterThan(100);
  const limits =
    '--retry 0 --first-byte-timeout 700ms --idle-timeout 700ms --timeout 3s --max-filesize 3M --max-redirs 4';
  const runWith = async (threads: number) => {
    await using own = await startHostileServer();
    const w = workdir();
    const input = routes.map((name) => `${own.url(`/${name}/differ`, `${name}.test`)}\n`).join('');
    const hosts = routes.map((name) => `--resolve ${name}.test:${own.port}:127.0.0.1`).join(' ');
    const said = await w.sh(`pfetch --threads ${threads} -j 16 -d out ${limits} ${hosts}`, { input });
    const rows = said
      .lines()
      .map((row) => row.replace(/"elapsed_ms":\d+/, '').replaceAll(`${own.port}`, 'PORT'));
    return { rows: rows.sort(), files: w.files().map((file) => file.replace(`${own.port}`, 'PORT')) };
  };
  const [one, three] = [await runWith(1), await runWith(3)];
  expect(three.rows).toEqual(one.rows);
  expect(three.files).toEqual(one.files);
}, 60_000);

describe('what several threads cannot do is wrong usage', () => {
  test.each([
    ['--cookie-jar jar', /--threads 2 and --cookie-jar "jar" exclude each other/],
    ['-b cookies.txt', /--threads 2 and --cookie "cookies.txt" exclude each other/],
    ["-b ''", /--threads 2 and --cookie "" exclude each other/],
    ['--placeholders <(echo)', /--placeholders ".*" is read by every thread, and a pipe/],
    ['--netrc-file <(echo)', /--netrc-file ".*" is read by every thread, and a pipe/],
  ])('%s', async (options, message) => {
    const w = workdir();
    const said = await w.sh(`pfetch --threads 2 ${options}`, { input: 'x\n', shell: 'bash' });
    expect([said.status, said.stdout, said.stderr]).toEqual([2, '', expect.stringMatching(message)]);
  });

  test('nothing else: options reach the threads, whatever they are made of', async () => {
    const w = workdir();
    const [echo, ok] = [server.url('/echo/options'), server.url('/ok/options')];
    const sent = await w.sh(
      `pfetch --threads 2 -o f -H 'X-Own: 1' -u me:secret -A mine -e there --resolve h.test:1:127.0.0.1`,
      { input: echo },
    );
    expect([sent.status, w.read('f')]).toEqual([0, expect.stringMatching(/User-Agent: mine[^]*X-Own: 1/)]);
    expect(w.read('f')).toContain('Authorization: Basic');
    const judged = await w.sh('pfetch --threads 2 -d out --min-dimensions 9x9 --aspect 1:3..3:1 --svg', {
      input: ok,
    });
    expect(judged.rows()).toMatchObject([{ outcome: 'rejected', error: { kind: 'image' } }]);
    const typed = await w.sh('pfetch --threads 2 -d out --accept image/* --quota class=1', { input: ok });
    expect(typed.rows()).toMatchObject([{ outcome: 'rejected', error: { kind: 'type' } }]);
  });

  test('cookies that the user names are sent by all', async () => {
    const w = workdir();
    const input = many(8, 'cookies').join('\n');
    const said = await w.sh('pfetch --threads 2 -j 8 -b a=1 -d out', { input });
    expect(said.status).toBe(0);
    const sent = server.requests().filter(({ path }) => path.startsWith('/ok/cookies'));
    expect(sent.map(({ headers }) => headers['cookie'])).toEqual(Array(8).fill('a=1'));
  });
});
