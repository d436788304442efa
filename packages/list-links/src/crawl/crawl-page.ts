import type { PageElement } from '../html/page-element.js';
import type { FoundLink } from '../kinds/found-link.js';
import { wordsOf } from '../kinds/link-rule.js';
import { detach } from '../detach.js';
import type { PageLinks } from '../page-links.js';
import type { PageFormat } from '../pages/page-format.js';
import type { PageReader } from '../pages/read-page.js';

/** Of one page no more links are followed; a page of a million is a trap. */
const mostLinks = 50_000;
const noFollow = /(?:^|,)\s*(?:nofollow|none)\s*(?:,|$)/i;

/** True where a header or an element says that the links of its page are not for crawlers. */
export function saysNoFollow(content: string | undefined): boolean {
  return content !== undefined && noFollow.test(content);
}

export type CrawlPageTerms = {
  /** False where the links are not to be followed. */
  follows: boolean;
  /** True where what pages say to crawlers counts. */
  obeys: boolean;
  /** True for a page that is answered under its canonical URL, which is this. */
  isKnownAs(canonical: string): boolean;
};

/** Reads one page of a crawl: its links go to the rows, and those that lead to further pages are kept. */
export class CrawlPage implements PageReader {
  readonly #links: PageLinks;
  readonly #terms: CrawlPageTerms;
  readonly #hrefs = new Map<string, string | undefined>();
  #follows: boolean;
  #isMarkup = false;
  #canonical: string | undefined;
  #isDuplicate = false;

  constructor(links: PageLinks, terms: CrawlPageTerms) {
    this.#links = links;
    this.#terms = terms;
    this.#follows = terms.follows;
  }

  /** True for a page that is, or was, answered under another URL. */
  get hasEnough(): boolean {
    return this.#isDuplicate;
  }

  /** What the page leads to, absolute, in its order. */
  get followed(): string[] {
    if (!this.#follows || this.#isDuplicate) return [];
    return [...this.#hrefs].map(([href, base]) => this.#links.resolve(href, base)).filter(isText);
  }

  begin(charset: string, format: PageFormat): void {
    this.#isMarkup = format === 'html' || format === 'xhtml';
    this.#links.begin(charset);
  }

  base(href: string): void {
    this.#links.base(href);
  }

  next(href: string): void {
    this.#links.next(href);
  }

  link(link: FoundLink): void {
    if (!this.#isMarkup && !link.isUnselected) this.#follow(link.href, link.base);
    this.#links.link(link);
  }

  element(element: PageElement): void {
    const { name } = element;
    if (name === 'meta') this.#readMeta(element);
    else if (name === 'frame' || name === 'iframe') this.#followAttribute(element, 'src');
    else if (name !== 'link') this.#followAttribute(element, 'href');
    else {
      const rel = wordsOf(element.get('rel'));
      if (rel.includes('next')) this.#followAttribute(element, 'href');
      if (rel.includes('canonical')) this.#canonical ??= element.get('href');
    }
  }

  settle(): Promise<void> | undefined {
    this.#judgeCanonical();
    return this.#links.settle();
  }

  #readMeta(element: PageElement): void {
    if (!this.#terms.obeys || !/^(?:robots|list-links)$/i.test(element.get('name')?.trim() ?? '')) return;
    if (saysNoFollow(element.get('content'))) this.#follows = false;
  }

  #followAttribute(element: PageElement, attribute: string): void {
    const href = element.get(attribute);
    if (href === undefined || (this.#terms.obeys && wordsOf(element.get('rel')).includes('nofollow'))) return;
    this.#follow(href, element.base);
  }

  #follow(written: string, base: string | undefined): void {
    if (!this.#follows || this.#hrefs.size >= mostLinks) return;
    const href = written.replace(/#.*/s, '');
    if (href !== '' && !this.#hrefs.has(href)) this.#hrefs.set(detach(href), base);
  }

  /** Only before anything is printed: it stands in the head, or is none. */
  #judgeCanonical(): void {
    if (this.#canonical === undefined || this.#links.printed > 0) return;
    const canonical = this.#links.resolve(this.#canonical);
    this.#canonical = undefined;
    if (canonical === undefined || !this.#terms.isKnownAs(canonical)) return;
    this.#isDuplicate = true;
    this.#links.drop();
  }
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}
