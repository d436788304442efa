import { detach } from './detach.js';
import { filterLink, type FilterSettings, type Rejection, takesAll } from './filter/link-filter.js';
import type { FoundLink } from './kinds/found-link.js';
import { inQuotes, LinkJson } from './link-json.js';
import type { LinkRows } from './link-rows.js';
import type { PageReader } from './pages/read-page.js';
import { LinkResolver } from './url/link-resolver.js';

export type PageLinksSettings = {
  filter: FilterSettings;
  /** The URLs printed so far, where each is wanted once. */
  seen: Set<string> | undefined;
  limit: number;
  showsRejected: boolean;
};

/** What became of a link: its URL, also as in JSON's quotes, and the reason if it is left out. */
type Verdict = { url: string; json: string; reason: Rejection | undefined };

// Browsers resolve all links of a page against its <base>, also those in front of it. Until one is seen or the page
// ends, so many links are held; beyond that the page is not worth the memory.
const maxHeld = 50_000;
const maxRemembered = 10_000;
// Links keep the pieces of the page that they were cut from; up to here that is cheaper than to copy them.
const maxPiecesKept = 16;

/** The links of one page on their way to rows: held until the base is known, made absolute, filtered, numbered. */
export class PageLinks implements PageReader {
  readonly #page: { name: string; url: string };
  readonly #settings: PageLinksSettings;
  readonly #rows: LinkRows;
  readonly #numbered: number;
  readonly #takesAll: boolean;
  readonly #json: LinkJson;
  readonly #verdicts = new Map<string, Verdict>();
  #resolver: LinkResolver;
  #held: FoundLink[] = [];
  #pieces = 0;
  #isBaseKnown = false;
  #isDropped = false;
  #nextHref: string | undefined;
  printed = 0;
  readonly rejections = new Map<Rejection, number>();

  /** `carried` is the JSON text of the members that the page's row had; `numbered` how many links its pages had before. */
  constructor(
    page: { name: string; url: string },
    carried: string,
    numbered: number,
    settings: PageLinksSettings,
    rows: LinkRows,
  ) {
    this.#page = page;
    this.#numbered = numbered;
    this.#settings = settings;
    this.#takesAll = takesAll(settings.filter);
    this.#rows = rows;
    this.#json = new LinkJson(page.name, carried);
    this.#resolver = new LinkResolver(page.url, 'utf-8');
  }

  get hasEnough(): boolean {
    return this.printed >= this.#settings.limit && !this.#settings.showsRejected && this.#isBaseKnown;
  }

  /** The URL that links start from. */
  get baseUrl(): string {
    return this.#resolver.base;
  }

  /** The absolute URL of a link of this page, or undefined if it is none. */
  resolve(href: string, base?: string): string | undefined {
    return this.#resolver.resolve(href, base);
  }

  /** Forgets what has not been printed, and prints no more. */
  drop(): void {
    this.#isDropped = true;
    this.#held = [];
  }

  /** The URL of the page that follows this one. */
  get nextUrl(): string | undefined {
    return this.#nextHref === undefined ? undefined : this.#resolver.resolve(this.#nextHref);
  }

  begin(charset: string): void {
    this.#resolver = new LinkResolver(this.#page.url, charset);
  }

  base(href: string): void {
    if (this.#isBaseKnown) return;
    this.#resolver.setBase(href);
    this.#isBaseKnown = true;
  }

  next(href: string): void {
    this.#nextHref ??= href;
  }

  link(link: FoundLink): void {
    if (this.#isDropped) return;
    this.#held.push(this.#pieces < maxPiecesKept || this.#isBaseKnown ? link : standingAlone(link));
  }

  /** True for a link that the filters let pass, whatever came before it. */
  accepts(link: FoundLink): boolean {
    return (this.#judge(link).reason ?? this.#judgeAlone(link)) === undefined;
  }

  settle(): Promise<void> | undefined {
    this.#pieces += 1;
    if (this.#held.length >= maxHeld) this.#isBaseKnown = true;
    if (this.#isBaseKnown) return this.#printHeld();
    if (this.#pieces === maxPiecesKept) this.#held = this.#held.map(standingAlone);
    return undefined;
  }

  /** The page has ended: prints what is left. */
  async finish(): Promise<void> {
    this.#isBaseKnown = true;
    await this.#printHeld();
  }

  async #printHeld(): Promise<void> {
    const links = this.#held;
    this.#held = [];
    for (const link of links) {
      const waits = this.#print(link);
      if (waits !== undefined) await waits;
    }
  }

  #print(link: FoundLink): Promise<void> | undefined {
    if (this.printed >= this.#settings.limit && !this.#settings.showsRejected) {
      this.#reject('limit');
      return undefined;
    }
    const verdict = this.#judge(link);
    const reason = verdict.reason ?? this.#judgeAmongOthers(verdict.url, link);
    if (reason === undefined) {
      this.printed += 1;
      const json = this.#json.write(verdict.json, link, `,"n":${this.#numbered + this.printed}`);
      return this.#rows.link(json, verdict.url);
    }
    this.#reject(reason);
    if (!this.#settings.showsRejected) return undefined;
    return this.#rows.rejected(
      this.#json.write(verdict.json, link, `,"ok":false,"outcome":"rejected","reason":"${reason}"`),
    );
  }

  #reject(reason: Rejection): void {
    this.rejections.set(reason, (this.rejections.get(reason) ?? 0) + 1);
  }

  #judge(link: FoundLink): Verdict {
    const href = this.#settings.filter.keepFragment ? link.href : withoutFragment(link.href);
    if (link.base !== undefined) return this.#judgeHref(href, link.base);
    const simple = this.#takesAll ? this.#resolver.resolveSimple(href) : undefined;
    if (simple !== undefined) return { url: simple, json: simple, reason: undefined };
    // What takes the URL parser or filters is remembered: many links of a page repeat.
    const known = this.#verdicts.get(href);
    if (known !== undefined) return known;
    const verdict = this.#judgeHref(href);
    if (href.length <= 1_000) {
      if (this.#verdicts.size >= maxRemembered) this.#verdicts.clear();
      this.#verdicts.set(this.#pieces < maxPiecesKept ? href : detach(href), verdict);
    }
    return verdict;
  }

  #judgeHref(href: string, base?: string): Verdict {
    const resolved = this.#resolver.resolve(href, base);
    if (resolved === undefined) return { url: href, json: inQuotes(href), reason: 'not-a-url' };
    // A page of the web has no business with files, and whoever reads its rows would open them.
    const isForeignFile = resolved.startsWith('file:') && !this.#page.url.startsWith('file:');
    if (isForeignFile && !this.#settings.filter.allSchemes)
      return { url: resolved, json: inQuotes(resolved), reason: 'scheme' };
    // A page on standard input may know where it is from.
    const home = this.#page.url === 'about:blank' ? this.#resolver.base : this.#page.url;
    const verdict = filterLink(resolved, home, this.#settings.filter);
    const url = 'url' in verdict ? verdict.url : resolved;
    return { url, json: inQuotes(url), reason: 'reason' in verdict ? verdict.reason : undefined };
  }

  #judgeAlone(link: FoundLink): Rejection | undefined {
    const { text } = this.#settings.filter;
    // Only a link can lead to the page itself; a picture without a URL is none.
    if (link.attr !== 'href' && link.href.trim() === '') return 'empty';
    if (link.isUnselected) return 'select';
    if (link.isTooSmall === true) return 'dimensions';
    return text !== undefined && !text.test(link.text) ? 'text' : undefined;
  }

  #judgeAmongOthers(url: string, link: FoundLink): Rejection | undefined {
    const { seen, limit } = this.#settings;
    const reason = this.#judgeAlone(link);
    if (reason !== undefined) return reason;
    if (seen?.has(url) === true) return 'duplicate';
    if (this.printed >= limit) return 'limit';
    seen?.add(detach(url));
    return undefined;
  }
}

/** Two links that differ in the fragment are one; a `data:` URL keeps its own. */
function withoutFragment(href: string): string {
  const at = href.indexOf('#');
  return at === -1 || /^[\0-\x20]*data:/i.test(href) ? href : href.slice(0, at);
}

function standingAlone(link: FoundLink): FoundLink {
  return { ...link, href: detach(link.href), text: detach(link.text), rel: detach(link.rel) };
}
