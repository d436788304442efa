import { toUrl } from '@fetchutils/plumbing';

import type { QueryChanges } from '../url/rewrite-query.js';
import { rewriteQuery } from '../url/rewrite-query.js';
import type { UrlPattern } from './url-pattern.js';

/** Which links are wanted, and what is changed about them. */
export type FilterSettings = {
  allSchemes: boolean;
  keepFragment: boolean;
  query: QueryChanges;
  text: RegExp | undefined;
  match: readonly UrlPattern[];
  exclude: readonly UrlPattern[];
  /** Lower-case file extensions without the dot; empty for any. */
  extensions: ReadonlySet<string>;
  sameHost: boolean;
  /** Gives the registrable domain of a host; absent unless links are to stay on it. */
  siteOf: ((url: string) => string | null) | undefined;
};

/** Why a link is left out. */
export type Rejection =
  | 'not-a-url'
  | 'empty'
  | 'select'
  | 'scheme'
  | 'text'
  | 'other-host'
  | 'other-site'
  | 'extension'
  | 'match'
  | 'exclude'
  | 'dimensions'
  | 'duplicate'
  | 'limit';

// blob: leads nowhere outside of the page.
const downloadable = /^(?:https?|ftps?|file|data):/;

/** The URL of a link as it is to be printed, or why it is left out. */
export function filterLink(
  resolved: string,
  page: string,
  settings: FilterSettings,
): { url: string } | { reason: Rejection } {
  if (!settings.allSchemes && !downloadable.test(resolved)) return { reason: 'scheme' };
  const isOpaque = resolved.startsWith('data:');
  const url = isOpaque ? resolved : rewriteUrl(resolved, settings);
  if (settings.sameHost && hostOf(url) !== hostOf(page)) return { reason: 'other-host' };
  if (settings.siteOf !== undefined && !isSameSite(url, page, settings.siteOf))
    return { reason: 'other-site' };
  if (settings.extensions.size > 0 && !settings.extensions.has(extensionOf(url)))
    return { reason: 'extension' };
  if (settings.match.length > 0 && !settings.match.some((matches) => matches(url)))
    return { reason: 'match' };
  if (settings.exclude.some((matches) => matches(url))) return { reason: 'exclude' };
  return { url };
}

/** True where every URL that can be downloaded passes as it is, apart from its fragment. */
export function takesAll(settings: FilterSettings): boolean {
  const { query, sameHost, siteOf, extensions, match, exclude } = settings;
  const patterns = match.length + exclude.length + query.strip.length + query.set.length;
  return patterns + extensions.size === 0 && !sameHost && siteOf === undefined;
}

function rewriteUrl(resolved: string, { keepFragment, query }: FilterSettings): string {
  const fragmentAt = keepFragment ? -1 : resolved.indexOf('#');
  const url = fragmentAt === -1 ? resolved : resolved.slice(0, fragmentAt);
  return query.strip.length + query.set.length > 0 ? rewriteQuery(url, query) : url;
}

/** Host and port, as people mean it: https://h and http://h are one host. */
function hostOf(url: string): string {
  return toUrl(url)?.host ?? '';
}

function isSameSite(url: string, page: string, siteOf: (url: string) => string | null): boolean {
  const site = siteOf(page);
  // Addresses and names such as localhost have no site: there the host decides.
  return site === null ? hostOf(url) === hostOf(page) : siteOf(url) === site;
}

function extensionOf(url: string): string {
  return /\.([^./]+)$/.exec(toUrl(url)?.pathname ?? '')?.[1]?.toLowerCase() ?? '';
}
