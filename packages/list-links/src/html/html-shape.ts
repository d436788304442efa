import type { Shape } from './shape.js';
import type { Tag } from './tag.js';
import type { TextMode } from './tag-traits.js';

type ForeignElement = { name: string; isSvg: boolean; htmlInside: 'none' | 'all' | 'most' };

const svgHtmlPoints = new Set(['foreignobject', 'desc', 'title']);
const mathTextPoints = new Set(['mi', 'mo', 'mn', 'ms', 'mtext']);

/**
 * The little of the HTML tree builder that decides how text is read and which tags count: SVG and MathML, framesets
 * and templates. It keeps no stack of HTML elements, so its size does not grow with the depth of the page.
 */
export class HtmlShape implements Shape {
  readonly #isXml: boolean;
  #part: 'head' | 'body' | 'frameset' = 'head';
  /** The open templates, the outermost first: true for one that hides what it holds. */
  readonly #hidden: boolean[] = [];
  #templates = 0;
  readonly #foreign: ForeignElement[] = [];
  /** How many of #foreign have a name: end tags that close nothing must not cost a search each. */
  readonly #open = new Map<string, number>();

  /** In XHTML a tag that ends in `/>` holds nothing, and CDATA counts everywhere. */
  constructor(isXml: boolean) {
    this.#isXml = isXml;
  }

  /** True inside `<template>`: what stands there is not part of the page. */
  get inTemplate(): boolean {
    return this.#templates > 0;
  }

  get isSettled(): boolean {
    return this.#part === 'body' && this.#foreign.length === 0;
  }

  get heedsText(): boolean {
    return this.#part === 'head';
  }

  get allowsCdata(): boolean {
    const current = this.#foreign.at(-1);
    return this.#isXml || (current !== undefined && current.htmlInside === 'none');
  }

  text(): void {
    if (this.#part === 'head') this.#part = 'body';
  }

  open(tag: Tag): TextMode | undefined {
    if (this.#part !== 'body') {
      if (this.#part === 'head') this.#leaveHead(tag);
      if (this.#part === 'frameset') return openInFrameset(tag.name);
    }
    if (this.#foreign.length > 0 && this.#isForeign(tag)) {
      if (!breaksOut(tag)) return this.#openForeign(tag);
      this.#dropToHtmlPoint();
    }
    if (tag.name === 'svg' || tag.name === 'math') return this.#openForeign(tag);
    if (this.#isXml && tag.selfClosing) return 'data';
    if (tag.name === 'template') this.#openTemplate(tag);
    return tag.traits?.textMode ?? 'data';
  }

  close(tag: Tag): void {
    if (this.#foreign.length > 0) this.#closeForeign(tag);
    if (tag.name === 'template' && this.#hidden.pop() === true) this.#templates -= 1;
  }

  /** What a template holds is hidden, unless it is shown as the shadow tree of the element around it. */
  #openTemplate(tag: Tag): void {
    const isShown = /^(?:open|closed)$/i.test(tag.get('shadowrootmode') ?? '');
    this.#hidden.push(!isShown);
    if (!isShown) this.#templates += 1;
  }

  #leaveHead(tag: Tag): void {
    if (tag.name === 'frameset' && this.#templates === 0) this.#part = 'frameset';
    else if (tag.traits?.inHead !== true) this.#part = 'body';
  }

  #isForeign(tag: Tag): boolean {
    const current = this.#foreign.at(-1);
    if (current === undefined || current.htmlInside === 'all') return false;
    if (current.htmlInside === 'most') return tag.name === 'mglyph' || tag.name === 'malignmark';
    return !(current.name === 'annotation-xml' && tag.name === 'svg');
  }

  #openForeign(tag: Tag): TextMode {
    tag.foreign = true;
    if (tag.selfClosing) return 'data';
    const isSvg = tag.name === 'svg' || (tag.name !== 'math' && this.#foreign.at(-1)?.isSvg === true);
    this.#foreign.push({ name: tag.name, isSvg, htmlInside: htmlInside(tag, isSvg) });
    this.#open.set(tag.name, (this.#open.get(tag.name) ?? 0) + 1);
    return 'data';
  }

  #closeForeign(tag: Tag): void {
    if (this.#open.has(tag.name)) {
      while (this.#drop() !== tag.name);
    } else if (this.#foreign.at(-1)?.htmlInside === 'none' && tag.traits?.isHtml === true) {
      // An end tag of HTML closes what it finds open around the SVG; without a stack this takes it to be open.
      this.#dropToHtmlPoint();
    }
  }

  #dropToHtmlPoint(): void {
    while (this.#foreign.at(-1)?.htmlInside === 'none') this.#drop();
  }

  /** Closes the innermost foreign element, and gives its name. */
  #drop(): string | undefined {
    const name = this.#foreign.pop()?.name;
    if (name === undefined) return undefined;
    const left = (this.#open.get(name) ?? 1) - 1;
    if (left > 0) this.#open.set(name, left);
    else this.#open.delete(name);
    return name;
  }
}

function openInFrameset(name: string): TextMode | undefined {
  if (name === 'noframes') return 'rawtext';
  return name === 'frame' || name === 'frameset' ? 'data' : undefined;
}

function breaksOut(tag: Tag): boolean {
  if (tag.name === 'font') return tag.has('color') || tag.has('face') || tag.has('size');
  return tag.traits?.breaksOut === true;
}

function htmlInside(tag: Tag, isSvg: boolean): ForeignElement['htmlInside'] {
  if (isSvg) return svgHtmlPoints.has(tag.name) ? 'all' : 'none';
  if (mathTextPoints.has(tag.name)) return 'most';
  const encoding = tag.name === 'annotation-xml' ? tag.get('encoding')?.toLowerCase() : undefined;
  return encoding === 'text/html' || encoding === 'application/xhtml+xml' ? 'all' : 'none';
}
