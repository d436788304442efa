import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type DnsServer, startDnsServer } from '../../../../../test/support/dns-server.js';
import { describeWith } from '../../../../../test/support/parts.js';
import { parseResolveOverride } from './resolve-override.js';
import { createResolver, type ResolverSettings } from './resolver.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resolver-'));
  await writeFile(
    join(folder, 'hosts'),
    '192.0.2.7 pinned.example\n2001:db8::7 pinned.example\n192.0.2.8 localhost\n',
  );
});
afterAll(() => rm(folder, { recursive: true }));

const create = (settings: ResolverSettings = {}) =>
  createResolver({ hostsPath: join(folder, 'hosts'), ...settings });

describe('resolve without a query', () => {
  const four = (address: string) => ({ address, family: 4 });
  const six = (address: string) => ({ address, family: 6 });

  test.each([
    ['127.0.0.1', [four('127.0.0.1')]],
    ['[::1]', [six('::1')]],
    ['pinned.example', [four('192.0.2.7'), six('2001:db8::7')]],
    ['PINNED.example.', [four('192.0.2.7'), six('2001:db8::7')]],
    ['localhost', [four('192.0.2.8')]],
    ['a.b.localhost', [four('127.0.0.1'), six('::1')]],
  ])('%s is known at once', (name, expected) => {
    const resolver = create();
    expect(resolver.resolve(name, 80)).toEqual(expected);
    expect(resolver.resolve(name, 80)).toEqual(expected);
  });

  test('-4 and -6 choose among the addresses of a hosts file', () => {
    expect(create({ family: 4 }).resolve('pinned.example', 80)).toEqual([four('192.0.2.7')]);
    expect(create({ family: 6 }).resolve('pinned.example', 80)).toEqual([six('2001:db8::7')]);
  });

  test('an override holds for its port, before everything else', () => {
    const overrides = ['pinned.example:443:192.0.2.99', '*:8443:192.0.2.98'].flatMap(
      (text) => parseResolveOverride(text) ?? [],
    );
    const resolver = create({ overrides });
    expect(resolver.resolve('pinned.example', 443)).toEqual([four('192.0.2.99')]);
    expect(resolver.resolve('any.example', 8443)).toEqual([four('192.0.2.98')]);
    expect(resolver.resolve('pinned.example', 80)).toEqual([four('192.0.2.7'), six('2001:db8::7')]);
  });
});

describeWith(['dnsmasq'], 'resolve over DNS', () => {
  let server: DnsServer;
  beforeAll(async () => {
    server = await startDnsServer([
      '--host-record=one.test,192.0.2.1,600',
      '--host-record=brief.test,192.0.2.2,1',
      '--host-record=both.test,192.0.2.3,2001:db8::3',
      '--address=/wild.test/192.0.2.4',
      '--local=/test/',
      '--txt-record=text.test,words',
    ]);
  });
  afterAll(() => server.stop());
  const createOverDns = (settings: ResolverSettings = {}) =>
    create({ servers: [server.address], ...settings });

  test('ten thousand questions for one name are one query, and the answer is there at once afterwards', async () => {
    const resolver = createOverDns({ family: 4 });
    const answers = await Promise.all(
      Array.from({ length: 10_000 }, async () => resolver.resolve('one.test', 80)),
    );
    expect(new Set(answers.map((list) => list[0]?.address))).toEqual(new Set(['192.0.2.1']));
    expect(resolver.resolve('one.test', 443)).toEqual([{ address: '192.0.2.1', family: 4 }]);
    expect(server.countQueries('one.test')).toBe(1);
  });

  test('a name is asked for again when its time is over, but never within ten seconds', async () => {
    let now = 0;
    const resolver = createOverDns({ family: 4, now: () => now });
    await resolver.resolve('brief.test', 80);
    now = 9_999;
    expect(resolver.resolve('brief.test', 80)).toBeInstanceOf(Array);
    now = 10_001;
    const again = resolver.resolve('brief.test', 80);
    expect(again).toBeInstanceOf(Promise);
    await again;
  });

  test('-6 asks for AAAA', async () => {
    expect(await createOverDns({ family: 6 }).resolve('both.test', 80)).toEqual([
      { address: '2001:db8::3', family: 6 },
    ]);
  });

  test('a name that does not exist is not retryable, and is known for half a minute', async () => {
    let now = 0;
    const resolver = createOverDns({ now: () => now });
    const failure = {
      kind: 'dns',
      code: 'ENOTFOUND',
      message: 'cannot resolve gone.test: there is no such host',
      retryable: false,
    };
    await expect(resolver.resolve('gone.test', 80)).rejects.toMatchObject(failure);
    const asked = server.countQueries('gone.test');
    await expect(resolver.resolve('gone.test', 80)).rejects.toMatchObject(failure);
    expect(server.countQueries('gone.test')).toBe(asked);
    now = 30_001;
    await expect(resolver.resolve('gone.test', 80)).rejects.toMatchObject(failure);
    expect(server.countQueries('gone.test')).toBe(2 * asked);
  });

  test('a name without addresses says so', async () => {
    await expect(createOverDns().resolve('text.test', 80)).rejects.toMatchObject({
      code: 'ENODATA',
      retryable: false,
    });
  });

  test('a refusal may pass', async () => {
    await expect(createOverDns().resolve('h.elsewhere', 80)).rejects.toMatchObject({
      code: 'EREFUSED',
      retryable: true,
    });
  });

  test('no server at all may pass', async () => {
    await expect(create({ servers: ['127.0.0.1:1'] }).resolve('one.test', 80)).rejects.toMatchObject({
      kind: 'dns',
      code: 'ECONNREFUSED',
      retryable: true,
    });
  });

  test('short names go through the search list, whole names do not need it', async () => {
    const resolvConfPath = join(folder, 'resolv.conf');
    await writeFile(resolvConfPath, 'search nowhere.test wild.test\noptions ndots:2\n');
    const resolver = createOverDns({ family: 4, resolvConfPath });
    for (const name of ['short', 'short.er', 'one.test']) {
      expect(await resolver.resolve(name, 80)).toHaveLength(1);
    }
    expect(server.countQueries('one.test.wild.test')).toBe(0);
    await expect(createOverDns().resolve('short.er', 80)).rejects.toMatchObject({ kind: 'dns' });
  });

  test('a thousand names at once all get their answers, and only as many are remembered as allowed', async () => {
    const resolver = createOverDns({ family: 4, maxEntries: 100 });
    const names = Array.from({ length: 1000 }, (_, i) => `n${i}.wild.test`);
    const answers = await Promise.all(names.map(async (name) => resolver.resolve(name, 80)));
    expect(answers.every((list) => list[0]?.address === '192.0.2.4')).toBe(true);
    const again = names.map((name) => resolver.resolve(name, 80));
    expect(again.filter((answer) => Array.isArray(answer))).toHaveLength(100);
    await Promise.allSettled(again.map(async (answer) => answer));
  });
});
