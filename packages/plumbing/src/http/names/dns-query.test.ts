import dns from 'node:dns';

import { expect, test } from 'vitest';

import { startDnsServerWithoutIpv6 } from '../../../../../test/support/scripted-dns-server.js';
import { queryDns } from './dns-query.js';

test('an answer for one family does not wait for a server that never answers for the other', async () => {
  const server = await startDnsServerWithoutIpv6();
  const resolver = new dns.Resolver({ timeout: 20_000, tries: 1 });
  resolver.setServers([server.address]);
  const answer = await queryDns(resolver, 'h.example', [4, 6]);
  expect(answer).toEqual({ addresses: [{ address: '192.0.2.1', family: 4 }], ttlMs: 256_000 });
  resolver.cancel();
  server.stop();
});
