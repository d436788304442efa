import { SeenTexts } from '@fetchutils/plumbing';

import type { PageSource } from '../pages/page-source.js';
import { crawlUrl } from './crawl-url.js';
import { foundOn, type FoundPage } from './found-page.js';
import { Frontier } from './frontier.js';
import type { Scope } from './scope.js';

const mostRemembered = 20_000;

/** What a crawl has found so far: each page once, those that are still to be read in the order in which they were found. */
export class Findings {
  readonly frontier: Frontier;
  readonly #scope: Scope;
  readonly #seen = new SeenTexts('the pages that were found');
  /** URLs that need not be looked at again: most links of a page are those of the page before. */
  readonly #lately = new Set<string>();

  constructor(journal: string | undefined, scope: Scope) {
    this.#scope = scope;
    this.frontier = Frontier.open(journal, (url) => this.isNew(crawlUrl(url) ?? url));
  }

  /** Takes a page that the user names, with its login if it has one. */
  begin(url: URL, bare: string, carried: string): void {
    if (this.isNew(crawlUrl(bare) ?? bare))
      this.frontier.add({ found: url.href, depth: 0, ...(carried !== '' && { carried }) });
  }

  /** Takes a link of a page, if it leads to a page that is to be read. */
  take(link: string, { depth, carried = '' }: FoundPage, { url: pageUrl, referral }: PageSource): void {
    if (referral === undefined || this.#lately.has(link)) return;
    const bounded = this.#scope(link, pageUrl);
    if (bounded === undefined) return;
    if (this.#lately.size >= mostRemembered) this.#lately.clear();
    this.#lately.add(link);
    const url = crawlUrl(bounded);
    if (url !== undefined && this.isNew(url)) this.frontier.add(foundOn(referral, url, depth + 1, carried));
  }

  /** True the first time that it hears of a URL. */
  isNew(url: string): boolean {
    return this.#seen.add(url);
  }

  /** The URL that a page is redirected to, if it is one that may be read. */
  targetOf(next: URL, page: FoundPage, from: URL): string | undefined {
    const href = crawlUrl(next.href);
    // What a page is called for a beginning need not be what it is called in the end.
    return href === undefined || page.depth === 0 ? href : this.#scope(href, from.href);
  }

  /** True where a page is read under another URL, or was: of those that call themselves the same the first is read. */
  isKnownAs(canonical: string, page: FoundPage, url: URL): boolean {
    const bounded = this.#scope(canonical, url.href);
    const name = bounded === undefined ? undefined : crawlUrl(bounded);
    // Sites that call every page by the name of their first would be read no further.
    if (name === undefined || name === url.href || page.depth === 0 || new URL(name).pathname === '/')
      return false;
    return !this.isNew(name);
  }
}
