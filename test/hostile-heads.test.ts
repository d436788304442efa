import { afterAll, beforeAll, expect, test } from 'vitest';

import { fetchOne, inShort } from './support/fetch-one.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

test('an ETag that is none is not sent back by the next attempt', async () => {
  const url = server.url('/etag-with-header?times=1');
  const { row } = await fetchOne(url, '--retry 1');
  expect(row).toMatchObject({ ok: true, attempts: 2 });
  const [, second] = server.requests('/etag-with-header');
  expect(second?.headerLines.join('\n')).not.toMatch(/if-range|injected/i);
});

test('nor one that somebody has put beside a part, or into a row', async () => {
  const url = server.url('/ok/part');
  const w = workdir();
  w.write('f.part', 'x'.repeat(10));
  w.write('f.part.json', JSON.stringify({ url, validator: '"a\r\nX-Injected: yes"', length: 20 }));
  await w.sh('pfetch -o f', { input: JSON.stringify({ url, etag: '"a\r\nX-Injected: yes"' }) });
  expect(server.requests('/ok/part').map(({ headerLines }) => headerLines.join('\n'))).toEqual([
    expect.not.stringMatching(/if-range|if-none-match|injected/i),
  ]);
});

test('a folded header takes as long as its bytes', async () => {
  // 3 s each where every line copies what was there before: longer than the test waits for all of them.
  const input = Array.from({ length: 30 }, (_, n) => server.url(`/folds-without-end/${n}`)).join('\n');
  const pages = await workdir().sh('list-links --retry 0', { input, patienceMs: 30_000 });
  expect(pages.stderr.match(/no links/g)).toHaveLength(30);
  const said = await workdir().sh('pfetch', { input, patienceMs: 30_000 });
  expect(said.rows().filter(({ ok }) => ok === true)).toHaveLength(30);
});

test('cookies are taken as far as curl takes them, and what is saved can be read again', async () => {
  const w = workdir();
  const url = server.url('/cookies-without-measure');
  await w.sh('pfetch -o f -c jar', { input: url });
  const names = w
    .read('jar')
    .split('\n')
    .filter((line) => /^[^#]/.test(line))
    .map((line) => line.split('\t')[5]);
  expect(names).toEqual(Array.from({ length: 47 }, (_, n) => `c${n}`));
  const again = await w.sh('pfetch -o g -b jar', { input: server.url('/echo') });
  expect(again.status).toBe(0);
  expect(w.read('g')).toMatch(/^Cookie: c0=0; c1=1; /m);
});

test('a Cookie header has an end', async () => {
  const w = workdir();
  const lines = Array.from({ length: 200 }, (_, n) => `127.0.0.1\tFALSE\t/\tFALSE\t0\tc${n}\t${n}`);
  w.write('many', `${lines.join('\n')}\n`);
  await w.sh('pfetch -o f -b many', { input: server.url('/echo') });
  expect(w.read('f').match(/c\d+=/g)).toHaveLength(150);
  w.write('long', `${lines.map((line) => `${line}${'x'.repeat(500)}`).join('\n')}\n`);
  await w.sh('pfetch -o g -b long', { input: server.url('/echo') });
  expect(/^Cookie: (.*)$/m.exec(w.read('g'))?.[1]?.length).toBeLessThan(8191);
});

test('--resolve knows a host whose name ends in a dot', async () => {
  const url = `http://h.test.:${server.port}/ok/dot`;
  expect(inShort(url, await fetchOne(url, `--retry 0 --resolve h.test:${server.port}:127.0.0.1`))).toBe(
    'fetched 200 whole',
  );
});

test('an IPv4 address inside an IPv6 one is judged by itself', async () => {
  const { error } = await fetchOne(`http://[::127.0.0.1]:${server.port}/ok`, '--retry 0 --deny-private');
  expect(error).toMatchObject({ kind: 'policy', code: 'loopback-address' });
});

test('--retry-max-time counts the pause that a host asks for', async () => {
  const limits = '--retry 3 --retry-max-time 10s';
  const { row } = await fetchOne(server.url('/retry-after-seconds?seconds=20&status=503'), limits);
  expect(row).toMatchObject({ ok: false, status: 503, attempts: 1 });
  const listed = await workdir().sh(`list-links ${limits} ${server.url('/retry-after-seconds?seconds=21')}`);
  expect(listed.rows()).toMatchObject([{ error: { code: '429' } }]);
  expect(server.requests('/retry-after-seconds')).toHaveLength(2);
});

test('SIGUSR1 opens no debugger', async () => {
  const running = workdir().start('exec pfetch -o f', { input: server.url('/slow-first-byte?ms=1500') });
  await server.waitForRequests(1, '/slow-first-byte');
  running.signal('SIGUSR1');
  const { status, stderr } = await running.result();
  expect([status, stderr]).toEqual([0, '']);
});

test('--accept takes media types as servers and people spell them', async () => {
  const url = server.url('/jpeg-as-gif');
  expect((await fetchOne(url, '--accept image/jpg')).row).toMatchObject({ ok: true, type: 'image/jpeg' });
  expect((await fetchOne(url, "--accept 'IMAGE/PJPEG; q=1'")).row).toMatchObject({ ok: true });
  expect((await fetchOne(url, '--accept image/png')).error).toMatchObject({ kind: 'type' });
  expect((await fetchOne(url, '--accept image')).said).toMatchObject({ status: 2 });
});
