import { expect, test } from 'vitest';

import { listCandidates, parseSearchDomains } from './search-domains.js';

test('search, domain and ndots are read, the last list wins', () => {
  expect(
    parseSearchDomains('nameserver 192.0.2.1\ndomain a.example\nsearch b.example c.example. # x\n'),
  ).toEqual({
    domains: ['b.example', 'c.example'],
    ndots: 1,
  });
  expect(parseSearchDomains('search svc.local\noptions timeout:1 ndots:5\n').ndots).toBe(5);
  expect(parseSearchDomains('')).toEqual({ domains: [], ndots: 1 });
});

test.each([
  ['wiki', 1, ['wiki.a.example', 'wiki.b.example', 'wiki']],
  ['wiki.', 1, ['wiki.']],
  ['h.example', 1, ['h.example']],
  ['minio.default', 5, ['minio.default', 'minio.default.a.example', 'minio.default.b.example']],
  ['a.b.c.d.e.f', 5, ['a.b.c.d.e.f']],
])('%s with ndots %i is asked for as %j', (name, ndots, expected) => {
  expect(listCandidates(name, { domains: ['a.example', 'b.example'], ndots })).toEqual(expected);
});
