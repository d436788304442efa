import type { LinkRows } from '../link-rows.js';
import { PageFailure } from '../page-failure.js';
import { PageLinks } from '../page-links.js';
import { headerLinks } from '../pages/header-links.js';
import type { PageSource } from '../pages/page-source.js';
import { readPage } from '../pages/read-page.js';
import type { Settings } from '../settings.js';
import { CrawlPage, saysNoFollow } from './crawl-page.js';
import type { Findings } from './findings.js';
import { carriedBy, type FoundPage } from './found-page.js';

export type ReadCrawledParts = {
  settings: Settings;
  rows: LinkRows;
  findings: Findings;
  /** How many links away pages are read. */
  depth: number;
  /** True where what pages say to crawlers counts. */
  obeys: boolean;
};

/** Prints the links of a page, and takes those that lead on; `hasPrinted` hears of it when rows are out. */
export async function readCrawledPage(
  page: FoundPage,
  source: PageSource & { robots: string | undefined },
  { settings, rows, findings, depth, obeys }: ReadCrawledParts,
  hasPrinted: () => void,
): Promise<void> {
  const links = new PageLinks(source, carriedBy(page), 0, settings.links, rows);
  const reader = new CrawlPage(links, {
    follows: page.depth < depth && !(obeys && saysNoFollow(source.robots)),
    obeys,
    isKnownAs: (canonical) => findings.isKnownAs(canonical, page, new URL(source.url)),
  });
  try {
    headerLinks(source, settings.plan, links);
    const { format } = await readPage(source, settings.plan, settings.terms, reader);
    if (format === 'binary' && page.depth === 0)
      throw new PageFailure('type', 'no-page', `no page: ${source.type ?? 'a binary file'}`);
  } finally {
    await links.finish();
    if (links.printed > 0) hasPrinted();
  }
  for (const url of reader.followed) findings.take(url, page, source);
}
