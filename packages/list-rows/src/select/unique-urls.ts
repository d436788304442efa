import { KeyedHash, PagedTable } from '@fetchutils/plumbing';

/** The URLs that have been seen, each as 64 bits of a hash: 8 MB of them in memory, the others in a scratch file. */
export class UniqueUrls {
  readonly #seen = new PagedTable('the URLs that were seen');
  readonly #hash = new KeyedHash();

  /** True where a URL was not seen before. */
  isNew(url: string): boolean {
    this.#hash.hash(url);
    return this.#seen.add(this.#hash.high, this.#hash.low, 0, 0) === undefined;
  }
}
