import { filterLink, type FilterSettings } from '../filter/link-filter.js';

/** The URL of a link, by the rules that links are rewritten by, where pages are crawled; undefined outside of that. */
export type Scope = (url: string, page: string) => string | undefined;

/** Where a crawl may go: as the filters for links say of hosts and whole URLs, and without a word of them the host of each page. */
export function createScope(filter: FilterSettings): Scope {
  const isUnbounded = !filter.sameHost && filter.siteOf === undefined && filter.match.length === 0;
  const bounds: FilterSettings = {
    ...filter,
    ...{ allSchemes: false, keepFragment: false, text: undefined, extensions: new Set<string>() },
    sameHost: filter.sameHost || isUnbounded,
  };
  return (url, page) => {
    const verdict = filterLink(url, page, bounds);
    return 'url' in verdict ? verdict.url : undefined;
  };
}
