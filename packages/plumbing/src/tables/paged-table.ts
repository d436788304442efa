import { WordStore } from './word-store.js';

const entryWords = 4;
const pageSlots = 256;
const pageWords = pageSlots * entryWords;
/** A page that is fuller is split: 0.58 of a page is in use on average, and a key is found after two steps. */
const fullest = 208;

/**
 * A map from hashes of 64 bits to values of 64 bits, in pages of 4 kB: a few MB of them in memory, and in a scratch file
 * where there are more (27 bytes an entry). A hash is two signed words, not both 0. Growing
 * splits one page (extendible hashing), so that nothing is ever copied as a whole.
 */
export class PagedTable {
  readonly #store: WordStore;
  readonly #page = new Int32Array(pageWords);
  /** Which page that is. */
  #loaded = 0;
  /** The page of a hash, by its first `#depth` bits. */
  #directory = new Uint32Array(1);
  #depth = 0;
  /** How many bits a page goes by, and its entries. */
  readonly #depths = [0];
  readonly #counts = [0];
  #size = 0;

  /** `what` is the table, for the message where there is no room for it. */
  constructor(what: string) {
    this.#store = new WordStore(what);
    this.#store.append(this.#page);
  }

  get size(): number {
    return this.#size;
  }

  /** The value of a key, good until the next call; undefined where it has none. */
  get(high: number, low: number): Int32Array | undefined {
    this.#load(this.#pageOf(high));
    const at = find(this.#page, high, low);
    return isFree(this.#page, at) ? undefined : this.#page.subarray(at + 2, at + entryWords);
  }

  /** The value that a key has already, good until the next call; else it gets this one. */
  add(high: number, low: number, first: number, second: number): Int32Array | undefined {
    const value = this.get(high, low);
    if (value === undefined) this.set(high, low, first, second);
    return value;
  }

  /** Gives a key its value, in place of the one that it has. */
  set(high: number, low: number, first: number, second: number): void {
    const page = this.#pageOf(high);
    this.#load(page);
    const at = find(this.#page, high, low);
    const isNew = isFree(this.#page, at);
    this.#page.set([high, low, first, second], at);
    this.#store.write(this.#page.subarray(at, at + entryWords), page * pageWords + at);
    if (!isNew) return;
    this.#size += 1;
    const count = (this.#counts[page] ?? 0) + 1;
    this.#counts[page] = count;
    if (count > fullest) this.#split(page);
  }

  #load(page: number): void {
    if (page === this.#loaded) return;
    this.#loaded = page;
    this.#store.read(this.#page, page * pageWords, pageWords);
  }

  #pageOf(high: number): number {
    return this.#directory[this.#depth === 0 ? 0 : high >>> (32 - this.#depth)] ?? 0;
  }

  /** Moves the entries of a page that have the next bit set to a new one. */
  #split(page: number): void {
    const depth = (this.#depths[page] ?? 0) + 1;
    if (depth > this.#depth) this.#double();
    const old = this.#page.slice();
    const [stays, goes] = [new Int32Array(pageWords), new Int32Array(pageWords)];
    let gone = 0;
    for (let at = 0; at < pageWords; at += entryWords) {
      if (isFree(old, at)) continue;
      const [high = 0, low = 0] = old.subarray(at, at + 2);
      const isGoing = ((high >>> (32 - depth)) & 1) === 1;
      const into = isGoing ? goes : stays;
      into.set(old.subarray(at, at + entryWords), find(into, high, low));
      if (isGoing) gone += 1;
    }
    this.#loaded = -1;
    const added = this.#depths.length;
    this.#store.write(stays, page * pageWords);
    this.#store.append(goes);
    this.#depths[page] = depth;
    this.#depths.push(depth);
    this.#counts[page] = (this.#counts[page] ?? 0) - gone;
    this.#counts.push(gone);
    const bit = 1 << (this.#depth - depth);
    for (let at = 0; at < this.#directory.length; at += 1)
      if (this.#directory[at] === page && (at & bit) !== 0) this.#directory[at] = added;
  }

  #double(): void {
    const wider = new Uint32Array(2 * this.#directory.length);
    for (let at = 0; at < wider.length; at += 1) wider[at] = this.#directory[at >>> 1] ?? 0;
    this.#directory = wider;
    this.#depth += 1;
  }
}

/** Where a key stands in its page, or the free slot where it would. */
function find(page: Int32Array, high: number, low: number): number {
  // The last bits say where to begin: the first ones are the same for a whole page.
  let at = (low & (pageSlots - 1)) * entryWords;
  while (!isFree(page, at) && (page[at] !== high || page[at + 1] !== low))
    at = at + entryWords === pageWords ? 0 : at + entryWords;
  return at;
}

function isFree(page: Int32Array, at: number): boolean {
  return page[at] === 0 && page[at + 1] === 0;
}
