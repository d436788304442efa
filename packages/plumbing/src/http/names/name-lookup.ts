import dns from 'node:dns';
import { networkInterfaces } from 'node:os';

import pLimit from 'p-limit';

import type { FetchError } from '../fetch-error.js';
import { type DnsAnswer, dnsError, queryDns, toAddresses } from './dns-query.js';
import { readIfThere } from './read-if-there.js';
import { listCandidates, parseSearchDomains } from './search-domains.js';

export type NameLookupSettings = {
  /** Name servers instead of the system's, `ADDRESS` or `ADDRESS:PORT`. */
  servers?: readonly string[];
  family?: 4 | 6 | undefined;
  resolvConfPath?: string;
};

const maxQueries = 64;
const maxSystemLookups = 2;
const attemptTimeoutMs = 2000;
const attempts = 2;
const systemTtlMs = 60_000;

/**
 * Looks names up over UDP without threads, at most 64 at a time: whole names as they stand, short ones through the
 * search list, and what only the system knows (mDNS, container names) by one getaddrinfo at the very end.
 */
export function createNameLookup(settings: NameLookupSettings): (name: string) => Promise<DnsAnswer> {
  const limit = pLimit(maxQueries);
  const systemLimit = pLimit(maxSystemLookups);
  const resolver = new dns.Resolver({ timeout: attemptTimeoutMs, tries: attempts });
  const ownServers = settings.servers ?? [];
  if (ownServers.length > 0) resolver.setServers(ownServers);
  const families = chooseFamilies(settings.family);
  // The search list belongs to the system's name servers.
  const resolvConfPath = settings.resolvConfPath ?? (ownServers.length > 0 ? undefined : '/etc/resolv.conf');
  const search = parseSearchDomains(resolvConfPath === undefined ? '' : readIfThere(resolvConfPath));

  const ask = async (name: string): Promise<DnsAnswer | FetchError> => {
    let failure: FetchError | undefined;
    for (const candidate of listCandidates(name, search)) {
      const answer = await queryDns(resolver, candidate, families).catch((error: FetchError) => error);
      if ('addresses' in answer) return answer;
      failure = answer;
      // No server to ask: it will not be there for the next name either.
      if (answer.code === 'ETIMEOUT' || answer.code === 'ECONNREFUSED') break;
    }
    return dnsError(name, failure?.code ?? 'ENODATA');
  };
  return async (name) => {
    const answer = await limit(ask, name);
    if ('addresses' in answer) return answer;
    // Outside the limit above: a thread that hangs must not hold up names that need none.
    if (ownServers.length === 0 && isLocalName(name)) return systemLimit(askSystem, name, settings.family);
    throw answer;
  };
}

function isLocalName(name: string): boolean {
  return !name.includes('.') || name.endsWith('.local');
}

async function askSystem(name: string, family: 4 | 6 | undefined): Promise<DnsAnswer> {
  try {
    const found = await dns.promises.lookup(name, { all: true, verbatim: true, family: family ?? 0 });
    return { addresses: toAddresses(found), ttlMs: systemTtlMs };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'ESERVFAIL';
    throw dnsError(name, code);
  }
}

/** AAAA is asked for only where this machine has an IPv6 address that leads anywhere (as with AI_ADDRCONFIG). */
function chooseFamilies(wanted: 4 | 6 | undefined): readonly (4 | 6)[] {
  if (wanted !== undefined) return [wanted];
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const hasIpv6 = own.some(
    ({ family, internal, address }) => family === 'IPv6' && !internal && !address.startsWith('fe80'),
  );
  return hasIpv6 ? [4, 6] : [4];
}
