import type { LookupAddress, RecordWithTtl, Resolver } from 'node:dns';

import { type Address, interleaveFamilies } from './address.js';
import { FetchError } from '../fetch-error.js';

/** Addresses, and for how long the name servers vouch for them. */
export type DnsAnswer = { addresses: readonly Address[]; ttlMs: number };

/** How long an answer of one family waits for the other's: some servers never answer for AAAA. */
const otherFamilyWaitMs = 300;

/** Asks the name servers for the addresses of one name, all families at once; rejects with a FetchError of kind `dns`. */
export function queryDns(
  resolver: Pick<Resolver, 'resolve4' | 'resolve6'>,
  name: string,
  families: readonly (4 | 6)[],
): Promise<DnsAnswer> {
  return new Promise((resolve, reject) => {
    const records: (RecordWithTtl & { family: 4 | 6 })[] = [];
    const errors: string[] = [];
    let open = families.length;
    let timer: NodeJS.Timeout | undefined;

    const settle = (): void => {
      clearTimeout(timer);
      if (records.length > 0) {
        const ttlMs = Math.min(...records.map(({ ttl }) => ttl)) * 1000;
        resolve({
          addresses: interleaveFamilies(records.map(({ address, family }) => ({ address, family }))),
          ttlMs,
        });
      } else reject(dnsError(name, pickTelling(errors)));
    };
    const take = (family: 4 | 6, error: NodeJS.ErrnoException | null, found: RecordWithTtl[]): void => {
      open--;
      if (error) errors.push(error.code ?? 'ESERVFAIL');
      else records.push(...found.map((record) => ({ ...record, family })));
      if (open === 0) settle();
      else if (records.length > 0) timer = setTimeout(settle, otherFamilyWaitMs);
    };

    for (const family of families) {
      const done = (error: NodeJS.ErrnoException | null, found: RecordWithTtl[]): void =>
        take(family, error, found);
      if (family === 4) resolver.resolve4(name, { ttl: true }, done);
      else resolver.resolve6(name, { ttl: true }, done);
    }
  });
}

/** A FetchError in words for a code of c-ares or getaddrinfo. */
export function dnsError(name: string, code: string): FetchError {
  const why = reasons[code] ?? `the name servers failed (${code})`;
  return new FetchError('dns', code, `cannot resolve ${name}: ${why}`);
}

/** What getaddrinfo says, in our terms. */
export function toAddresses(found: readonly LookupAddress[]): Address[] {
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  ENODATA: 'it has no address',
  EBADNAME: 'it is no valid host name',
  ESERVFAIL: 'the name server failed',
  EREFUSED: 'the name server refused',
  ECONNREFUSED: 'no name server could be reached',
  ETIMEOUT: 'no name server answered in time',
};

/** A failure that may pass says more than "no such record": the other family might have had one. */
function pickTelling(codes: readonly string[]): string {
  const passing = codes.find((code) => code !== 'ENOTFOUND' && code !== 'ENODATA');
  return passing ?? codes.find((code) => code === 'ENOTFOUND') ?? codes[0] ?? 'ENODATA';
}
