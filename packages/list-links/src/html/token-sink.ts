import type { Tag } from './tag.js';

/** Who hears what the scanner finds, in document order. */
export type TokenSink = {
  open(tag: Tag): void;
  close(tag: { readonly name: string }): void;
  /** True while text is wanted; without it none is cut out of the page. */
  readonly wantsText: boolean;
  /** A piece of text as written; `isRaw` where character references stand for themselves. */
  text(piece: string, isRaw: boolean): void;
};
