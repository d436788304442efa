import { isIP } from 'node:net';

import { classifyAddress } from './address-class.js';
import { FetchError } from '../fetch-error.js';

/** `default`: no redirect from a public address to one that is not; `deny`: public only; `allow`: anything. */
export type AddressPolicy = 'default' | 'deny' | 'allow';

/** A hop as the guard sees it: the connected address, or '' where only a proxy knows it. */
export type HopAddress = { hostname: string; address: string };

/**
 * Says whether one hop may connect where it is about to; `previous` is the hop that redirected to it. Behind a proxy the
 * address is unknown and the host name is judged instead: an IP address by itself, localhost as loopback, names as public.
 */
export function checkAddress(
  policy: AddressPolicy,
  hop: HopAddress,
  previous?: HopAddress,
): FetchError | undefined {
  if (policy === 'allow') return undefined;
  if (policy === 'default' && (previous === undefined || !isPublic(previous))) return undefined;
  if (isPublic(hop)) return undefined;
  const where =
    hop.address === '' || hop.address === hop.hostname ? hop.hostname : `${hop.hostname} (${hop.address})`;
  const kind = classifyAddress(judgedAddress(hop));
  const why = policy === 'deny' ? 'and only public ones are allowed' : 'and a public one led there';
  return new FetchError('policy', `${kind}-address`, `${where} is a ${kind} address, ${why}`);
}

function isPublic(hop: HopAddress): boolean {
  const address = judgedAddress(hop);
  return address === '' || classifyAddress(address) === 'public';
}

function judgedAddress({ hostname, address }: HopAddress): string {
  if (address !== '') return address;
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (isIP(bare)) return bare;
  return /(^|\.)localhost\.?$/i.test(bare) ? '127.0.0.1' : '';
}
