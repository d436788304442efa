import { KeyedHash } from './keyed-hash.js';
import { PagedTable } from './paged-table.js';

/** The texts that have been seen, each as 64 bits of a hash: 8 MB of them in memory, and all in a scratch file beyond that. */
export class SeenTexts {
  readonly #seen: PagedTable;
  readonly #hash = new KeyedHash();

  /** `what` is what they are, for the message where there is no room for them. */
  constructor(what: string) {
    this.#seen = new PagedTable(what);
  }

  get size(): number {
    return this.#seen.size;
  }

  /** Takes a text; true where it was not seen before. */
  add(text: string): boolean {
    this.#hash.hash(text);
    return this.#seen.add(this.#hash.high, this.#hash.low, 0, 0) === undefined;
  }
}
