/** A link as a page holds it, not yet absolute. */
export type FoundLink = {
  /** The URL as written. */
  href: string;
  tag: string;
  attr: string;
  text: string;
  /** Empty if there is none. */
  rel: string;
  /** The URL that it is relative to, where that is not the page's base. */
  base: string | undefined;
  /** Its element does not match the selectors; it is told only for --rejected. */
  isUnselected: boolean;
  /** What its element shows is smaller than what is wanted. */
  isTooSmall?: boolean;
  /** What its row has beside that, as JSON text without braces. */
  members?: string;
};

/** A link found in this place. */
export function foundLink(href: string, tag: string, attr: string, text = '', rel = ''): FoundLink {
  return { href, tag, attr, text, rel, base: undefined, isUnselected: false };
}
