import { type Row, type Shard, stableHash, toUrl } from '@fetchutils/plumbing';

/**
 * Tells which rows are one part's, by their host, so that no host is asked by two parts. The rows of hosts that are spread
 * go by their URL; those without a URL are the first part's.
 */
export function createPartOfHost(
  { index, count }: Shard,
  isSpread: (hostname: string) => boolean,
): (row: Row) => boolean {
  return ({ url: text }) => {
    const url = typeof text === 'string' ? toUrl(text) : undefined;
    if (url === undefined) return index === 0;
    const host = url.hostname.replace(/\.$/, '');
    // A `data:` URL has no host.
    return stableHash(host === '' || isSpread(host) ? url.href : host) % count === index;
  };
}
