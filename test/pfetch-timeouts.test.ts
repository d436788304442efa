import { afterAll, beforeAll, expect, test } from 'vitest';

import { openBlackHole } from './support/black-hole.js';
import { fetchOne, inShort } from './support/fetch-one.js';
import { findFreePort } from './support/free-port.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

const once = '--retry 0';

test.each([
  ['slow-first-byte?ms=5000', '--first-byte-timeout 300ms', 'failed - timeout/first-byte-timeout+'],
  ['silence', '--first-byte-timeout 300ms', 'failed - timeout/first-byte-timeout+'],
  // Each header comes in time, the head never: it is the head that has to be there.
  ['drip-headers', '--first-byte-timeout 500ms', 'failed - timeout/first-byte-timeout+'],
  ['stall', '--idle-timeout 300ms', 'failed 200 timeout/idle-timeout+'],
  ['stall-before-end', '--idle-timeout 300ms', 'failed 200 timeout/idle-timeout+'],
  ['huge-length', '--idle-timeout 300ms', 'failed 200 timeout/idle-timeout+'],
  ['drip', '--timeout 700ms', 'failed 200 timeout/total-timeout+'],
  ['silence?total', '--timeout 700ms', 'failed - timeout/total-timeout+'],
  ['endless-chunked', '--timeout 700ms', 'failed 200 timeout/total-timeout+'],
  ['drip?ms=100', '--speed-limit 100 --speed-time 1s', 'failed 200 timeout/too-slow+'],
])('%s under %s: %s', async (fault, limit, answer) => {
  const url = server.url(`/${fault}`);
  const fetched = await fetchOne(url, `${once} ${limit}`);
  expect(inShort(url, fetched)).toBe(answer);
  expect(fetched.files).not.toContain('f');
  expect(fetched.row['elapsed_ms']).toBeLessThan(20_000);
});

test('--connect-timeout gives up a host that takes no connection', async () => {
  const port = await findFreePort();
  const close = await openBlackHole('127.0.0.1', port);
  const url = `http://127.0.0.1:${port}/`;
  const fetched = await fetchOne(url, `${once} --connect-timeout 400ms`);
  close();
  expect(inShort(url, fetched)).toBe('failed - timeout/connect-timeout+');
});

test('a slow body that is fast enough is no failure', async () => {
  const url = server.url('/drip?bytes=30&ms=50');
  expect(inShort(url, await fetchOne(url, '--speed-limit 5 --speed-time 1s --idle-timeout 1s'))).toBe(
    'fetched 200 whole',
  );
});

test('--speed-limit 0 and --timeout 0 set no limit', async () => {
  const url = server.url('/drip?bytes=15&ms=100');
  expect(inShort(url, await fetchOne(url, '--speed-limit 0 --speed-time 500ms --timeout 0'))).toBe(
    'fetched 200 whole',
  );
});

test.each([
  ['--timeout', '5 apples'],
  ['--idle-timeout', '-1s'],
  ['--connect-timeout', ''],
])('%s %j is wrong usage', async (option, value) => {
  const { said } = await fetchOne('', `${option}='${value}'`);
  expect([said.status, said.stderr]).toEqual([2, expect.stringContaining(option)]);
});

test('a second look at a host that has only been silent waits less', async () => {
  await using own = await startHostileServer();
  const { row, error } = await fetchOne(own.url('/stall'), '--retry 1 --idle-timeout 2s');
  expect([row['attempts'], error?.message]).toEqual([2, 'no byte for 1 s']);
});
