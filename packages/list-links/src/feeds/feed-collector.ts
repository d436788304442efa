import { toUrl } from '@fetchutils/plumbing';

import { decodeText } from '../html/decode-entities.js';
import type { PageElement } from '../html/page-element.js';
import type { TokenSink } from '../html/token-sink.js';
import { shorten } from '../kinds/collapse-blanks.js';
import { type FoundLink, foundLink } from '../kinds/found-link.js';
import type { PageListener } from '../collect/page-listener.js';
import { wordsOf } from '../kinds/link-rule.js';
import type { ReadingPlan } from '../kinds/reading-plan.js';
import type { FeedNames } from './feed-names.js';
import { feedAttributes, feedHtml, feedTexts, kindsOfFeedLink } from './feed-rules.js';
import { type InnerHtml, innerHtml } from './inner-html.js';

const entries = new Set(['item', 'entry', 'url', 'sitemap']);
const maxWaiting = 1_000;
// No feed nests so deep; what does is hostile, and is read without its outer elements.
const maxDepth = 100;
// A URL, a title or a base that is longer is none.
const maxLength = 65_536;
const maxBaseLength = 8_192;
// Beyond that what an entry says is left unread.
const maxHtmlLength = 1_000_000;

/** A feed's page: what it is called and how its elements are. */
export type FeedSource = { url: string; names: FeedNames };

type Open = { name: string; base: string | undefined };
type TextEnd = (text: string, isWhole: boolean) => void;

/** Takes the links out of sitemaps, RSS, Atom and OPML; an entry's title is the text of its links. */
export class FeedCollector implements TokenSink {
  readonly #plan: ReadingPlan;
  readonly #listener: PageListener;
  readonly #isSelected: (element: PageElement) => boolean;
  readonly #source: FeedSource;
  readonly #readHtml: InnerHtml | undefined;
  /** The elements that are open, the outermost first. */
  readonly #open: Open[] = [];
  #text: { parts: string[]; length: number; maxLength: number; end: TextEnd } | undefined;
  #title = '';
  #hasLink = false;
  #waiting: FoundLink[] = [];
  selected = 0;

  constructor(
    plan: ReadingPlan,
    listener: PageListener,
    isSelected: (element: PageElement) => boolean,
    source: FeedSource,
  ) {
    this.#source = source;
    this.#readHtml = innerHtml(plan, isSelected);
    this.#plan = plan;
    this.#listener = listener;
    this.#isSelected = isSelected;
  }

  get wantsText(): boolean {
    return this.#text !== undefined;
  }

  open(tag: PageElement & { selfClosing?: boolean }): void {
    const element = named(tag, this.#source.names(tag.name));
    const { name } = element;
    if (entries.has(name)) this.#flush();
    const base = this.#baseOf(element);
    if (this.#plan.followNext && wordsOf(element.get('rel')).includes('next')) {
      const href = element.get('href') ?? '';
      this.#listener.next(base === undefined ? href : (toUrl(href, base)?.href ?? href));
    }
    const isSelected = this.#isSelected(element);
    if (isSelected) this.selected += 1;
    for (const attr of feedAttributes.get(name) ?? []) {
      const href = element.get(attr);
      if (href !== undefined && isSelected && this.#wants(element))
        this.#add({ ...foundLink(href, name, attr, '', shorten(element.get('rel') ?? '')), base });
    }
    if (tag.selfClosing === true) return;
    const parent = this.#open.at(-1)?.name;
    if (this.#open.length < maxDepth) this.#open.push({ name, base });
    if (name === 'title' && parent !== undefined && entries.has(parent))
      this.#take(maxLength, (text) => (this.#title = shorten(text)));
    else if (isSelected && feedTexts(name, parent) && this.#wants(element) && !this.#isOtherGuid(element))
      this.#take(maxLength, (href, isWhole) => {
        if (href !== '' && isWhole) this.#add({ ...foundLink(href, name, 'text'), base });
      });
    else if (this.#readHtml !== undefined && feedHtml(element))
      this.#take(maxHtmlLength, (html) => this.#readHtml?.(html, (link) => this.#add({ ...link, base })));
  }

  close(tag: { readonly name: string }): void {
    const name = this.#source.names(tag.name);
    const at = this.#open.findLastIndex((open) => open.name === name);
    if (at === -1) return;
    this.#open.length = at;
    if (this.#text !== undefined) {
      const { parts, length, maxLength, end } = this.#text;
      this.#text = undefined;
      end(parts.join('').trim(), length <= maxLength);
    }
    if (entries.has(name)) this.#flush();
  }

  text(piece: string, isRaw: boolean): void {
    if (this.#text === undefined) return;
    this.#text.length += piece.length;
    if (this.#text.length <= this.#text.maxLength) this.#text.parts.push(isRaw ? piece : decodeText(piece));
  }

  end(): void {
    this.#flush();
  }

  #take(maxLength: number, end: TextEnd): void {
    this.#text = { parts: [], length: 0, maxLength, end };
  }

  /** What the links of an element are relative to, where xml:base has said so. */
  #baseOf(element: PageElement): string | undefined {
    const outer = this.#open.at(-1)?.base;
    const written = element.get('xml:base');
    const base = written === undefined ? undefined : toUrl(written, outer ?? this.#source.url)?.href;
    return base === undefined || base.length > maxBaseLength ? outer : base;
  }

  /** A guid is a link only where it says so and the item has none. */
  #isOtherGuid(element: PageElement): boolean {
    return element.name === 'guid' && (this.#hasLink || element.get('ispermalink') === 'false');
  }

  #wants(element: PageElement): boolean {
    return (
      this.#plan.attributes.length > 0 || kindsOfFeedLink(element).some((kind) => this.#plan.kinds.has(kind))
    );
  }

  #add(link: FoundLink): void {
    if (link.tag === 'link') this.#hasLink = true;
    if (this.#waiting.push(link) >= maxWaiting) this.#flush();
  }

  #flush(): void {
    for (const link of this.#waiting) this.#listener.link({ ...link, text: link.text || this.#title });
    this.#waiting = [];
    this.#title = '';
    this.#hasLink = false;
  }
}

/** The same element under the name that the rules have for it. */
function named(tag: PageElement, name: string): PageElement {
  if (tag.name === name) return tag;
  return {
    name,
    foreign: tag.foreign,
    has: (attribute) => tag.has(attribute),
    get: (attribute) => tag.get(attribute),
  };
}
