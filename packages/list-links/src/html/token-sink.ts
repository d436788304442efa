import type { PageElement } from './page-element.js';
import type { Tag } from './tag.js';

/** Who hears of elements and their text, in document order. */
export type ElementSink<Opened = PageElement> = {
  open(element: Opened): void;
  close(element: { readonly name: string }): void;
  /** True while text is wanted; without it none is cut out of the page. */
  readonly wantsText: boolean;
  /** A piece of text as written; `isRaw` where character references stand for themselves. */
  text(piece: string, isRaw: boolean): void;
};

/** Who hears what the scanner finds. */
export type TokenSink = ElementSink<Tag>;
