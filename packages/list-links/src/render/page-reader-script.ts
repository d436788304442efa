import type { Size } from '@fetchutils/plumbing';

import type { DomElement } from './page-dom.js';

/** What the script in the page is told of the plan. */
export type PageWishes = {
  tags: string[];
  attributes: string[];
  selectors: string[];
  /** Also the backgrounds that style sheets give. */
  wantsBackgrounds: boolean;
  /** Elements that show something, and nothing smaller. */
  smallest: Size | undefined;
  click: string | undefined;
  next: string | undefined;
};

/** An element as the script in the page reports it. */
export type ElementRecord = {
  name: string;
  foreign: boolean;
  attributes: [name: string, value: string][];
  text: string;
  isSelected: boolean;
  isNext: boolean;
  /** What it shows is smaller than that. */
  isSmall: boolean;
  /** What its links are relative to, where that is not the page. */
  base: string | undefined;
};

/** Where a page stands while it is scrolled. */
export type ScrollState = { top: number; height: number };

/** What a click has brought up so far. */
export type Brought = {
  /** The elements that are new since then, or have changed, and lead somewhere. */
  records: ElementRecord[];
  /** True where each of them shows what the page has shown before. */
  isKnown: boolean;
  /** How many are data: URLs for now, or pictures whose size is not known yet. */
  pending: number;
};

/** What can be asked of the script in the page. */
export type PageReaderScript = {
  base: string;
  charset: string;
  /** The elements that are new or have changed since they were last taken; the last time also those that have not loaded. */
  take(isLast: boolean): ElementRecord[];
  /** The next element to click, and takes note of what the page shows before that. */
  next(): DomElement | null;
  brought(): Brought;
  /** True where something has come that was not taken, or not clicked. */
  hasMore(): boolean;
  /** The picture of a blob: URL as a data: URL, if it has no more bytes than that. */
  readBlob(url: string, maxBytes: number): Promise<string | undefined>;
  scroll(factor: number): ScrollState;
};
