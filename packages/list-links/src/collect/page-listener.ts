import type { PageElement } from '../html/page-element.js';
import type { FoundLink } from '../kinds/found-link.js';

/** Who hears what a page holds, in document order. */
export type PageListener = {
  link(link: FoundLink): void;
  /** The first `<base>` with a href. */
  base(href: string): void;
  /** The first link to a further page. */
  next(href: string): void;
  /** An element that may lead to further pages, where the plan follows; good until this returns. */
  element?(element: PageElement): void;
};
