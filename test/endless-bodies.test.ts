import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { fetchOne, inShort } from './support/fetch-one.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

const patient = '--retry 0 --idle-timeout 60s';

describe('a body that nobody wants has an end', () => {
  test.each([
    ['drip-unwanted?status=404', 'failed 404 http/404'],
    ['drip-unwanted?status=404&length=5000', 'failed 404 http/404'],
    ['drip-unwanted?status=302&to=/ok', 'fetched 200 whole'],
    ['drip-unwanted?status=304', 'failed 304 http/304'],
    ['drip-unwanted?status=416', 'failed 416 http/416'],
  ])('%s: %s', async (fault, answer) => {
    const fetched = await fetchOne(server.url(`/${fault}`), patient);
    expect(inShort(answer.includes('whole') ? server.url('/ok') : '', fetched)).toBe(answer);
    // Not a measurement: without a limit it comes for as long as the test has patience.
    expect(fetched.row['elapsed_ms']).toBeLessThan(20_000);
  });

  test('a short one is read, so that its connection serves again; a long one is not', async () => {
    await using own = await startHostileServer();
    const paths = ['/status?code=404', '/status?code=410', '/drip-unwanted?length=70000', '/ok'];
    const input = paths.map((path) => own.url(path)).join('\n');
    await workdir().sh(`pfetch -j 1 --retry 0`, { input });
    expect(own.requests().map(({ connection }) => connection)).toEqual([1, 1, 1, 2]);
  });

  test('SIGTERM does not wait for it', async () => {
    const running = workdir().start(`exec pfetch ${patient}`, {
      input: `${server.url('/drip-unwanted?term')}\n`,
    });
    await server.waitForRequests(1, '/drip-unwanted?term');
    running.signal('SIGTERM');
    const { status } = await running.result();
    expect(status).toBe(143);
  });

  test.each(['404', '302'])('list-links lets go of it, too (%s)', async (status) => {
    await using own = await startHostileServer();
    const pages = [
      `/drip-unwanted?status=${status}&to=/ok`,
      '/slow-first-byte?ms=4000&bytes=9',
      '/ok/last?bytes=9',
    ];
    await workdir().sh(`list-links -j 1 ${patient}`, {
      input: pages.map((path) => own.url(path)).join('\n'),
    });
    expect(own.requests('/ok/last').map(({ activeThen }) => activeThen)).toEqual([1]);
  });
});

describe('what frames a body has an end', () => {
  test.each([
    ['endless-trailers', '', 'failed 200 http/bad-chunk+'],
    ['endless-chunk-extensions', '', 'failed 200 http/bad-chunk+'],
    ['drip-trailers', '--idle-timeout 1s', 'failed 200 timeout/idle-timeout+'],
    ['drip-chunk-extension', '--idle-timeout 1s', 'failed 200 timeout/idle-timeout+'],
  ])('%s %s: %s', async (fault, limit, answer) => {
    const url = server.url(`/${fault}`);
    expect(inShort(url, await fetchOne(url, `--retry 0 ${limit}`))).toBe(answer);
    // Whose first bytes are no page is let go of before.
    if (fault.endsWith('trailers')) return;
    const listed = await workdir().sh(`list-links --retry 0 ${limit} ${url}`);
    const [, kind, code] = /(\w+)\/([\w-]+)/.exec(answer) ?? [];
    expect(listed.rows().at(-1)).toMatchObject({ error: { kind, code } });
  });

  test('many small chunks are no extensions', async () => {
    await using own = await startHostileServer({
      routes: {
        small: async (exchange) => {
          await exchange.head(200, { 'Transfer-Encoding': 'chunked' });
          await exchange.send('1\r\nx\r\n'.repeat(100_000), '0\r\n\r\n');
        },
      },
    });
    expect((await fetchOne(own.url('/small'))).row).toMatchObject({ ok: true, bytes: 100_000 });
  });
});
