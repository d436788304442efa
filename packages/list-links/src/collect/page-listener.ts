import type { FoundLink } from '../kinds/found-link.js';

/** Who hears what a page holds, in document order. */
export type PageListener = {
  link(link: FoundLink): void;
  /** The first `<base>` with a href. */
  base(href: string): void;
  /** The first link to a further page. */
  next(href: string): void;
};
