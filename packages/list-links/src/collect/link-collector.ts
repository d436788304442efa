import { decodeText } from '../html/decode-entities.js';
import { asItStands } from '../html/decode-bytes.js';
import type { PageElement } from '../html/page-element.js';
import { scanHtml } from '../html/scan-html.js';
import type { TokenSink } from '../html/token-sink.js';
import { jsonScriptLinks } from './open-json-reader.js';
import { cssUrls } from '../kinds/css-urls.js';
import { shorten } from '../kinds/collapse-blanks.js';
import { type FoundLink, foundLink } from '../kinds/found-link.js';
import { jsonLinks } from '../kinds/json-ld.js';
import type { Kind } from '../kinds/kind.js';
import { LinkText } from './link-text.js';
import type { PageListener } from './page-listener.js';
import { wordsOf } from '../kinds/link-rule.js';
import { readValue } from '../kinds/read-value.js';
import { followedTags, type ReadingPlan } from '../kinds/reading-plan.js';

// A style sheet or a JSON-LD block that is longer is not read; so memory has a bound.
const maxBlockLength = 8 * 1024 * 1024;
// Frames whose page stands in an attribute, one within the other.
const maxFrames = 3;
const followed: ReadonlySet<string> = new Set(followedTags);
const jsonScript =
  /^(?:application\/(?:[\w.-]+\+)?json|text\/(?:x-)?json|importmap|speculationrules)\s*(?:;|$)/i;

/** Takes the links out of the elements of a page, each with its text. */
export class LinkCollector implements TokenSink {
  readonly #plan: ReadingPlan;
  readonly #listener: PageListener;
  readonly #isSelected: (element: PageElement) => boolean;
  readonly #text: LinkText;
  readonly #frames: number;
  #hasBase = false;
  #seeksNext: boolean;
  #block: { read: (text: string) => void; parts: string[]; length: number } | undefined;
  /** How many elements the selectors matched. */
  selected = 0;

  /** `frames` counts the frames that the page is in. */
  constructor(
    plan: ReadingPlan,
    listener: PageListener,
    isSelected: (element: PageElement) => boolean,
    frames = 0,
  ) {
    this.#frames = frames;
    this.#plan = plan;
    this.#listener = listener;
    this.#isSelected = isSelected;
    this.#seeksNext = plan.next !== undefined || plan.followNext;
    this.#text = new LinkText((link) => listener.link(link));
  }

  get wantsText(): boolean {
    return this.#text.isOpen || this.#block !== undefined;
  }

  open(element: PageElement): void {
    const { name } = element;
    this.#text.elementOpens(name);
    if (name === 'base') this.#readBase(element);
    if (this.#seeksNext) this.#readNext(element);
    if (this.#plan.follows && !element.foreign && followed.has(name)) this.#listener.element?.(element);
    if (name === 'img' && this.#text.isOpen) this.#text.addPicture(element.get('alt') ?? '');
    const isSelected = this.#isSelected(element);
    if (isSelected) this.selected += 1;
    if (isSelected || this.#plan.showsUnselected) this.#readAttributes(element, isSelected);
    if ((name === 'script' || name === 'style') && !element.foreign) this.#openBlock(element, isSelected);
  }

  close(element: { name: string }): void {
    if (this.#block !== undefined && (element.name === 'script' || element.name === 'style')) {
      const { read, parts } = this.#block;
      this.#block = undefined;
      read(parts.join(''));
    } else this.#text.elementCloses(element.name);
  }

  text(piece: string, isRaw: boolean): void {
    if (this.#block === undefined) this.#text.add(isRaw ? piece : decodeText(piece));
    else if ((this.#block.length += piece.length) <= maxBlockLength) this.#block.parts.push(piece);
  }

  end(): void {
    this.#text.finish();
  }

  #readAttributes(element: PageElement, isSelected: boolean): void {
    // Browsers take <image> for <img>.
    const isPicture = element.name === 'image' && !element.foreign;
    let last = '';
    for (const rule of this.#plan.rulesFor(isPicture ? renamed(element, 'img') : element)) {
      // An attribute that two kinds ask for is one link; the plan has the rules for one attribute together.
      const value = rule.attribute === last ? undefined : attributeOf(element, rule.attribute);
      if (value === undefined || (rule.when !== undefined && !rule.when(element))) continue;
      last = rule.attribute;
      if (rule.reading === 'html') this.#readFrame(value);
      else if (rule.reading === 'url') this.#found(element, rule.attribute, value, isSelected);
      else
        for (const href of readValue(value, rule.reading, this.#plan.allCandidates)) {
          this.#found(element, rule.attribute, href, isSelected);
        }
    }
  }

  /** The page of a frame, which is this attribute. */
  #readFrame(html: string): void {
    if (this.#frames >= maxFrames) return;
    const listener = { link: (link: FoundLink) => this.#text.pass(link), base: ignore, next: ignore };
    const plan = { ...this.#plan, next: undefined, followNext: false, follows: false };
    const collector = new LinkCollector(plan, listener, this.#isSelected, this.#frames + 1);
    const scanner = scanHtml(plan.vocabulary, collector, asItStands);
    scanner.write(html);
    scanner.end();
    collector.end();
  }

  #found(element: PageElement, attr: string, href: string, isSelected: boolean): void {
    const { name: tag } = element;
    const rel = shorten((tag === 'meta' ? metaName(element) : element.get('rel')) ?? '');
    const link = foundLink(href, tag, attr, '', rel);
    link.isUnselected = !isSelected;
    link.base = element.base;
    if (tag === 'a' && attr === 'href') this.#text.begin(link, element.get('title'));
    else {
      link.text = shorten(element.get('alt') ?? element.get('title') ?? '');
      this.#text.pass(link);
    }
  }

  #readBase(element: PageElement): void {
    const href = this.#hasBase ? undefined : element.get('href');
    if (href === undefined || element.foreign) return;
    this.#hasBase = true;
    this.#listener.base(href);
  }

  #readNext(element: PageElement): void {
    const isNext =
      this.#plan.next?.matches?.(element) === true ||
      (this.#plan.followNext &&
        ['a', 'area', 'link'].includes(element.name) &&
        !(element.foreign && element.name === 'link') &&
        wordsOf(element.get('rel')).includes('next'));
    const href = isNext ? attributeOf(element, 'href') : undefined;
    if (href === undefined) return;
    this.#seeksNext = false;
    this.#listener.next(href);
  }

  #openBlock(element: PageElement, isSelected: boolean): void {
    if (!isSelected || this.#plan.attributes.length > 0) return;
    if (element.name === 'style') {
      if (this.#plan.kinds.has('assets'))
        this.#block = { read: (css) => this.#readStyle(css), parts: [], length: 0 };
      return;
    }
    const type = element.get('type')?.trim() ?? '';
    if (/^application\/ld\+json\s*(?:;|$)/i.test(type)) {
      this.#block = { read: (json) => this.#readJson(json), parts: [], length: 0 };
    } else if (this.#plan.kinds.has('other') && jsonScript.test(type)) {
      const isImportMap = /^importmap/i.test(type);
      this.#block = { read: (json) => this.#readScript(json, isImportMap), parts: [], length: 0 };
    }
  }

  #readStyle(css: string): void {
    for (const { url, isImport } of cssUrls(css)) {
      this.#text.pass(foundLink(url, 'style', isImport ? '@import' : 'url()'));
    }
  }

  #readJson(json: string): void {
    for (const { url, key, kind } of jsonLinks(json)) {
      if (this.#wants(kind)) this.#text.pass(foundLink(url, 'script', key));
    }
  }

  /** What a page hands to its scripts: `__NEXT_DATA__` and the like. */
  #readScript(json: string, isImportMap: boolean): void {
    jsonScriptLinks(json, isImportMap, (url, path) => this.#text.pass(foundLink(url, 'script', path)));
  }

  #wants(kind: Kind): boolean {
    return this.#plan.kinds.has(kind);
  }
}

function ignore(): void {}

/** SVG's own href, or the older one of XLink. */
function attributeOf(element: PageElement, attribute: string): string | undefined {
  const value = element.get(attribute);
  return value === undefined && element.foreign && attribute === 'href' ? element.get('xlink:href') : value;
}

function metaName(element: PageElement): string | undefined {
  return (
    element.get('property') ?? element.get('name') ?? element.get('itemprop') ?? element.get('http-equiv')
  );
}

function renamed(element: PageElement, name: string): PageElement {
  return {
    name,
    foreign: false,
    has: (attribute) => element.has(attribute),
    get: (attribute) => element.get(attribute),
  };
}
