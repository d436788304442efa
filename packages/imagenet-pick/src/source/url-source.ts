import type { ClassCount } from '../choose/class-count.js';
import type { PlacedUrl } from '../list/read-line.js';

/** Where classes and their URLs come from. */
export type UrlSource = {
  /** All that there are, in the order of the list. */
  classes: readonly ClassCount[];
  /** The URLs of some classes by wnid, each class in the order of the list; absent where only counts are known. */
  readUrls?: (wnids: readonly string[]) => Promise<ReadonlyMap<string, readonly PlacedUrl[]>>;
  /** The URLs of some classes in the order of the list, whatever class they are of; absent where there is no such order. */
  readInOrder?: (wnids: readonly string[]) => AsyncIterable<readonly PlacedUrl[]>;
  /** What was odd in the list, in one sentence. */
  complaint?: string | undefined;
};
