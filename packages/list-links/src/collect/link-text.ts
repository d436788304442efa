import { collapseBlanks, maxTextLength, shorten } from '../kinds/collapse-blanks.js';
import type { FoundLink } from '../kinds/found-link.js';

const maxWaiting = 1_000;

// Where these open or close, a link that nobody closed ends in a browser too.
const barriers = new Set([
  'td',
  'th',
  'tr',
  'table',
  'caption',
  'body',
  'html',
  'object',
  'marquee',
  'applet',
]);

/**
 * Gives each link the text between its tags (that failing, of the pictures in between), and keeps links in document
 * order: those found inside of a link wait for its end. Both have a bound, for pages that never close a link.
 */
export class LinkText {
  readonly #emit: (link: FoundLink) => void;
  #open: FoundLink | undefined;
  #text = '';
  #fallback = '';
  #waiting: FoundLink[] = [];

  constructor(emit: (link: FoundLink) => void) {
    this.#emit = emit;
  }

  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  begin(link: FoundLink, title: string | undefined): void {
    // With several links in one tag the first has the text.
    if (this.#open !== undefined) return this.pass(link);
    this.#open = link;
    this.#text = '';
    this.#fallback = title ?? '';
  }

  pass(link: FoundLink): void {
    if (this.#open === undefined) this.#emit(link);
    else if (this.#waiting.push(link) >= maxWaiting) this.finish();
  }

  add(text: string): void {
    if (this.#open === undefined) return;
    this.#text += text;
    if (this.#text.length >= maxTextLength) this.finish();
  }

  addPicture(description: string): void {
    if (this.#fallback === '') this.#fallback = description;
  }

  elementOpens(name: string): void {
    if (this.#open !== undefined && (name === 'a' || barriers.has(name))) this.finish();
  }

  elementCloses(name: string): void {
    if (this.#open !== undefined && (name === 'a' || barriers.has(name))) this.finish();
  }

  finish(): void {
    const link = this.#open;
    if (link === undefined) return;
    const text = this.#text.length > maxTextLength ? this.#text.slice(0, maxTextLength) : this.#text;
    link.text = collapseBlanks(text) || shorten(this.#fallback);
    this.#open = undefined;
    this.#emit(link);
    if (this.#waiting.length === 0) return;
    for (const waiting of this.#waiting) this.#emit(waiting);
    this.#waiting = [];
  }
}
