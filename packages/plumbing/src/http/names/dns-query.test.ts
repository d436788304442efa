import type { Resolver } from 'node:dns';

import { expect, test } from 'vitest';

import { queryDns } from './dns-query.js';

type Answer = (error: NodeJS.ErrnoException | null, records: { address: string; ttl: number }[]) => void;

/** Name servers as c-ares shows them, each family with an answer of its own; none is silence. */
function resolverOf(four: string[] | string | undefined, six: string[] | string | undefined) {
  const answerWith =
    (given: string[] | string | undefined) => (_name: string, _options: unknown, done: Answer) => {
      if (Array.isArray(given))
        done(
          null,
          given.map((address) => ({ address, ttl: 60 })),
        );
      else if (given !== undefined) done(Object.assign(new Error(given), { code: given }), []);
    };
  return { resolve4: answerWith(four), resolve6: answerWith(six) } as unknown as Resolver;
}

test('an answer for one family does not wait for servers that never answer for the other', async () => {
  const answer = await queryDns(resolverOf(['192.0.2.1'], undefined), 'h.example', [4, 6]);
  expect(answer).toEqual({ addresses: [{ address: '192.0.2.1', family: 4 }], ttlMs: 60_000 });
}, 5000);

test('both families take turns, IPv6 first', async () => {
  const { addresses } = await queryDns(
    resolverOf(['192.0.2.1', '192.0.2.2'], ['2001:db8::1']),
    'h.example',
    [4, 6],
  );
  expect(addresses.map(({ address }) => address)).toEqual(['2001:db8::1', '192.0.2.1', '192.0.2.2']);
});

test.each([
  ['ENODATA', ['2001:db8::1'], undefined],
  ['ENODATA', 'ENODATA', 'ENODATA'],
  ['ENOTFOUND', 'ENODATA', 'ENOTFOUND'],
  ['ENOTFOUND', 'ESERVFAIL', 'ESERVFAIL'],
  ['ETIMEOUT', 'ENOTFOUND', 'ETIMEOUT'],
])('%s and %j come to %s', async (four, six, code) => {
  const answer = queryDns(resolverOf(four, six), 'h.example', [4, 6]);
  if (code === undefined) expect((await answer).addresses).toHaveLength(1);
  else await expect(answer).rejects.toMatchObject({ kind: 'dns', code });
});
