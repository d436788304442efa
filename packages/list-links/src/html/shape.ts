import type { Tag } from './tag.js';
import type { TextMode } from './tag-traits.js';

/** What the scanner must know of the tree that the page describes. */
export type Shape = {
  /** Takes a start tag in: how the text behind it is read, or undefined if the tree builder drops the tag. */
  open(tag: Tag): TextMode | undefined;
  close(tag: Tag): void;
  /** Takes in that text other than blanks has come. */
  text(): void;
  /** True while only the tags that the vocabulary knows to matter can change it. */
  readonly isSettled: boolean;
  /** True while it wants to hear of text. */
  readonly heedsText: boolean;
  /** True where `<![CDATA[` begins a CDATA section and is not just a broken comment. */
  readonly allowsCdata: boolean;
};
