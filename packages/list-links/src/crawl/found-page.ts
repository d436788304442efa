import { withoutLogin } from '@fetchutils/plumbing';
import type { Login, Referral } from '@fetchutils/plumbing/http';

/** A page to be crawled, as the frontier keeps it. */
export type FoundPage = {
  /** As it is asked for first; one that the user named has its login. */
  found: string;
  /** How many links it is away from where the crawl began. */
  depth: number;
  /** Of a page that another led to: the URL and address of that one, and whether the user's credentials are for it. */
  from?: string;
  address?: string;
  isOwn?: boolean;
  /** The members that its rows carry on, as JSON text without braces. */
  carried?: string;
};

/** A page that another links to. */
export function foundOn(referral: Referral, found: string, depth: number, carried: string): FoundPage {
  const { url, hop, mayCarryCredentials } = referral;
  return {
    ...{ found, depth, from: url.href, address: hop?.address ?? '' },
    ...(mayCarryCredentials && { isOwn: true }),
    ...(carried !== '' && { carried }),
  };
}

/** What led to a page: the rules of a redirect hold from there. */
export function referralOf(
  { from, address = '', isOwn = false }: FoundPage,
  loginOf: (origin: string) => Login | undefined,
): Referral | undefined {
  if (from === undefined) return undefined;
  const url = new URL(from);
  return {
    url,
    hop: { hostname: url.hostname, address },
    mayCarryCredentials: isOwn,
    login: isOwn ? loginOf(url.origin) : undefined,
  };
}

/** What the rows of a page call it. */
export function nameOf({ found }: FoundPage): string {
  return withoutLogin(found);
}

/** The members that the rows of a page carry on, as JSON text without braces. */
export function carriedBy({ depth, carried }: FoundPage): string {
  return carried === undefined ? `"depth":${depth}` : `"depth":${depth},${carried}`;
}
