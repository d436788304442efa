import { nonNegativeInteger, positiveInteger } from '@fetchutils/plumbing';
import { parseRate } from '@fetchutils/plumbing/schedule';

const group = 'Crawling';

/** The options of list-links that have it go on from page to page. */
export const crawlOptions = {
  depth: {
    value: 'N',
    group,
    parse: nonNegativeInteger,
    help: 'read the pages that the pages link to as well, and so on, up to N links away: of the same host, or as --same-host, --same-site, --match and --exclude say; see CRAWLING in the manual',
  },
  'ignore-robots': { group, help: 'crawl where robots.txt and nofollow say not to' },
  journal: {
    value: 'FILE',
    group,
    completes: 'file',
    help: 'keep in FILE which pages were found and read; the same command goes on from there',
  },
  'per-host': {
    value: 'N',
    group,
    parse: positiveInteger,
    defaultText: 'as --jobs',
    help: 'crawl with at most N pages at a time from one host; it begins with one and grows while the host answers well',
  },
  rate: {
    value: 'N/TIME',
    group,
    parse: parseRate,
    help: 'crawl with at most this many requests a second (10, 10/s), minute (100/m) or hour (1000/h)',
  },
  'per-host-rate': { value: 'N/TIME', group, parse: parseRate, help: 'the same for each host' },
} as const;
