import { getDomain } from 'tldts';

/** The registrable domain of a URL's host, as in `example.co.uk`; null for addresses and names without one. */
export function siteOf(url: string): string | null {
  return getDomain(url, { allowPrivateDomains: true });
}
