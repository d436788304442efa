import { decodeText } from '../html/decode-entities.js';
import type { PageElement } from '../html/page-element.js';
import type { TokenSink } from '../html/token-sink.js';
import { shorten } from '../kinds/collapse-blanks.js';
import { type FoundLink, foundLink } from '../kinds/found-link.js';
import type { PageListener } from '../kinds/link-collector.js';
import { wordsOf } from '../kinds/link-rule.js';
import type { ReadingPlan } from '../kinds/reading-plan.js';
import { feedAttributes, feedTexts, kindsOfFeedLink } from './feed-rules.js';

const entries = new Set(['item', 'entry', 'url', 'sitemap']);
const maxWaiting = 1_000;
// No feed nests so deep; what does is hostile, and is read without its outer elements.
const maxDepth = 100;
// A URL or a title that is longer is none.
const maxLength = 65_536;

/** Takes the links out of sitemaps, RSS, Atom and OPML; an entry's title is the text of its links. */
export class FeedCollector implements TokenSink {
  readonly #plan: ReadingPlan;
  readonly #listener: PageListener;
  readonly #isSelected: (element: PageElement) => boolean;
  /** Names of the elements that are open, the outermost first. */
  readonly #open: string[] = [];
  #text: string[] | undefined;
  #textLength = 0;
  #textLink: FoundLink | undefined;
  #title = '';
  #hasLink = false;
  #waiting: FoundLink[] = [];
  selected = 0;

  constructor(plan: ReadingPlan, listener: PageListener, isSelected: (element: PageElement) => boolean) {
    this.#plan = plan;
    this.#listener = listener;
    this.#isSelected = isSelected;
  }

  get wantsText(): boolean {
    return this.#text !== undefined;
  }

  open(element: PageElement & { selfClosing?: boolean }): void {
    const { name } = element;
    if (entries.has(name)) this.#flush();
    if (this.#plan.followNext && wordsOf(element.get('rel')).includes('next'))
      this.#listener.next(element.get('href') ?? '');
    const isSelected = this.#isSelected(element);
    if (isSelected) this.selected += 1;
    for (const attr of feedAttributes.get(name) ?? []) {
      const href = element.get(attr);
      if (href !== undefined && isSelected && this.#wants(element))
        this.#add(foundLink(href, name, attr, '', shorten(element.get('rel') ?? '')));
    }
    if (element.selfClosing === true) return;
    const parent = this.#open.at(-1);
    if (this.#open.length < maxDepth) this.#open.push(name);
    if (name === 'title' && parent !== undefined && entries.has(parent)) this.#text = [];
    else if (isSelected && feedTexts(name, parent) && this.#wants(element) && !this.#isOtherGuid(element)) {
      this.#text = [];
      this.#textLink = foundLink('', name, 'text');
    }
  }

  close({ name }: { readonly name: string }): void {
    const at = this.#open.lastIndexOf(name);
    if (at === -1) return;
    this.#open.length = at;
    if (this.#text !== undefined) this.#closeText(name, this.#text.join('').trim());
    if (entries.has(name)) this.#flush();
  }

  text(piece: string, isRaw: boolean): void {
    if (this.#text === undefined) return;
    this.#textLength += piece.length;
    if (this.#textLength <= maxLength) this.#text.push(isRaw ? piece : decodeText(piece));
  }

  end(): void {
    this.#flush();
  }

  #closeText(name: string, text: string): void {
    const link = this.#textLink;
    this.#text = undefined;
    this.#textLink = undefined;
    const isWhole = this.#textLength <= maxLength;
    this.#textLength = 0;
    if (name === 'title') this.#title = shorten(text);
    else if (link !== undefined && text !== '' && isWhole) this.#add({ ...link, href: text });
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
    for (const link of this.#waiting) this.#listener.link({ ...link, text: this.#title });
    this.#waiting = [];
    this.#title = '';
    this.#hasLink = false;
  }
}
