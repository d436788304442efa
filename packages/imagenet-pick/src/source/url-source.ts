import type { ClassCount } from '../wordnet/class-count.js';
import type { ReadUrls } from '../choose/pick-classes.js';
import type { ListedUrl } from '../list/read-line.js';

/** Where classes and their URLs come from. */
export type UrlSource = {
  /** All that there are, in the order of the list. */
  classes: readonly ClassCount[];
  /** Absent where only counts are known. */
  readUrls?: ReadUrls;
  /** The URLs of some classes in the order of the list, whatever class they are of; absent where there is no such order. */
  readInOrder?: (wnids: readonly string[]) => AsyncIterable<readonly ListedUrl[]>;
  /** What was odd in the list, in one sentence. */
  complaint?: string | undefined;
  /** True where something that the source holds could not be used. */
  hasLosses?: () => boolean;
  close?: () => Promise<void> | void;
};
