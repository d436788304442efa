import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { makeCertificates } from './support/certificates.js';
import { bodyFor } from './support/hostile-server/body-bytes.js';
import { faults } from './support/hostile-server/faults.js';
import { startHostileServer, type HostileServer } from './support/hostile-server/hostile-server.js';
import { describeWith } from './support/parts.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

/** What curl makes of a route: its exit status (EXIT CODES in curl(1)), and whether it has the whole body. */
const curlSays: [fault: string, exitCode: number, isWhole: boolean][] = [
  ['ok', 0, true],
  ['empty', 0, false],
  ['silence', 28, false],
  ['drip', 28, false],
  ['stall', 28, false],
  ['stall-before-end', 28, true],
  ['reset-before-headers', 56, false],
  ['reset-inside-body', 56, false],
  ['close-before-headers', 52, false],
  ['short-body', 18, false],
  ['long-body', 0, false],
  ['length-no-number', 8, false],
  ['no-length', 0, true],
  ['no-length-reset', 56, true],
  ['drip-headers', 28, false],
  ['huge-length', 63, false],
  ['chunked', 0, true],
  ['chunked-trailers', 0, true],
  ['bad-chunk-size', 56, false],
  ['chunked-cut', 18, true],
  ['huge-headers', 56, false],
  ['bare-lf', 0, true],
  ['header-nul', 8, false],
  ['early-hints', 0, true],
  ['http-0.9', 1, false],
  ['http-1.0', 0, true],
  ['body-with-204', 0, false],
  ['gzip-that-is-plain', 0, true],
  ['resume', 18, false],
  ['closed-after-answer', 0, true],
  ['disposition-parent', 0, true],
];

describeWith(['curl'], 'the hostile server, seen by curl', () => {
  test.each(curlSays)('%s: exit status %i, whole %s', async (fault, exitCode, isWhole) => {
    const patience = exitCode === 28 ? '0.5' : '30';
    const result = await curl(`/${fault}`, '--max-time', patience, '--max-filesize', '10000000');
    expect(result.exitCode).toBe(exitCode);
    expect(Buffer.from(result.stdout).equals(bodyFor(`/${fault}`))).toBe(isWhole);
  });

  test('a resumed download is the whole file, and its requests are on record', async () => {
    await curl('/resume/a');
    const { stdout } = await curl('/resume/a', '-r', '1000-');
    expect(Buffer.from(stdout)).toEqual(bodyFor('/resume/a').subarray(1000));
    expect(server.requests('/resume/a').map(({ attempt, headers }) => [attempt, headers['range']])).toEqual([
      [1, undefined],
      [2, 'bytes=1000-'],
    ]);
  });

  test('several addresses share a port, and requests are counted by host', async () => {
    await using two = await startHostileServer({
      addresses: ['127.0.0.1', '127.0.0.2'],
      routes: { together: (exchange) => two.waitForRequests(3).then(() => exchange.reply(200)) },
    });
    const urls = [two.url('/together/1'), two.url('/together/2'), two.url('/together/3', '127.0.0.2')];
    await execa('curl', ['-sZ', '--parallel-immediate', ...urls]);
    const addresses = two.requests().map(({ address }) => address);
    expect(addresses.sort()).toEqual(['127.0.0.1', '127.0.0.1', '127.0.0.2']);
    expect([two.peak(), two.peak('127.0.0.1'), two.peak('127.0.0.2'), two.connections]).toEqual([3, 2, 1, 3]);
  });

  test.each([
    // A reset may come before curl has finished connecting.
    ['reset', [7, 35, 56]],
    ['close', [52, 56]],
    ['silence', [28]],
  ] as const)('a connection can meet %s before any request', async (onConnection, exitCodes) => {
    await using rude = await startHostileServer({ onConnection });
    const result = await execa('curl', ['-s', '--max-time', '0.5', rude.url('/ok')], { reject: false });
    expect(exitCodes).toContain(result.exitCode);
    expect(rude.requests()).toEqual([]);
  });

  test('a route of a test answers as the test says', async () => {
    await using own = await startHostileServer({
      routes: { mine: (exchange) => exchange.reply(200, {}, 'mine') },
    });
    const asked = execa('curl', ['-s', own.url('/mine/x')]);
    await own.waitForRequests(1, '/mine/x');
    expect((await asked).stdout).toBe('mine');
  });

  test('?times=1 lets the second attempt through', async () => {
    expect((await curl('/close-before-headers?times=1')).exitCode).toBe(52);
    expect((await curl('/close-before-headers?times=1')).exitCode).toBe(0);
  });
});

describeWith(['curl', 'openssl'], 'the hostile server over TLS', () => {
  test('misbehaves as well', async () => {
    const folder = workdir().path;
    const { caFile, good, expired } = await makeCertificates(folder);
    await using secure = await startHostileServer({ tls: good });
    await using late = await startHostileServer({ tls: expired });
    const ask = (url: string) =>
      execa('curl', ['-s', '--cacert', caFile, url], { reject: false, encoding: 'buffer' });
    expect(Buffer.from((await ask(secure.url('/ok'))).stdout)).toEqual(bodyFor('/ok'));
    expect((await ask(secure.url('/short-body'))).exitCode).toBe(18);
    expect((await ask(secure.url('/reset-inside-body'))).exitCode).toBe(56);
    expect((await ask(late.url('/ok'))).exitCode).toBe(60);
  });
});

test('every fault says what it does, no two the same', () => {
  const said = Object.values(faults).map(({ does }) => does);
  expect(said.filter((text, at) => said.indexOf(text) !== at)).toEqual([]);
});

function curl(route: string, ...options: string[]) {
  return execa('curl', ['-gsS', ...options, server.url(route)], { reject: false, encoding: 'buffer' });
}
