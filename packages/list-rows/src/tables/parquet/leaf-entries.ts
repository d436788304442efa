import { ByteTexts } from './byte-texts.js';
import type { ColumnPages, Page, PageValues } from './column-pages.js';
import type { LeafPlace } from './schema-node.js';

/** The entries of one leaf of a nested column: a value or its absence, and where in lists it stands. */
export class LeafEntries {
  readonly leaf: LeafPlace;
  readonly #pages: ColumnPages;
  #defined: number[] = [];
  #repeated: number[] = [];
  #values: unknown[] = [];
  #at = 0;
  #valueAt = 0;
  #started = 0;
  #isAtEnd = false;

  constructor(pages: ColumnPages, leaf: LeafPlace) {
    this.#pages = pages;
    this.leaf = leaf;
  }

  /** Settles when a row is there as a whole, or there is none left; the number of whole rows. */
  async load(): Promise<number> {
    while (this.#wholeRows() === 0 && !this.#isAtEnd) {
      const page = await this.#pages.next(() => false);
      if (page === undefined) this.#isAtEnd = true;
      else if ('count' in page) this.#append(page);
    }
    return this.#wholeRows();
  }

  /** The definition level of the next entry. */
  get defined(): number {
    return this.#defined[this.#at] ?? 0;
  }

  /** The repetition level of the next entry; 0 where a row begins, and behind the last. */
  get repeated(): number {
    return this.#repeated[this.#at] ?? 0;
  }

  /** Goes on by one entry; its value, which is undefined where it has none. */
  take(): unknown {
    if (this.repeated === 0) this.#started -= 1;
    const hasValue = this.#defined[this.#at] === this.leaf.maxDefined;
    this.#at += 1;
    if (!hasValue) return undefined;
    this.#valueAt += 1;
    return this.#values[this.#valueAt - 1];
  }

  /** Of repeated entries the last row that has begun is whole only when the next begins, maybe on the next page. */
  #wholeRows(): number {
    const isOpen = this.leaf.maxRepeated > 0 && !this.#isAtEnd;
    return Math.max(0, this.#started - (isOpen ? 1 : 0));
  }

  #append({ count, defined, repeated, values, dictionary }: Page): void {
    this.#defined = this.#defined.slice(this.#at);
    this.#repeated = this.#repeated.slice(this.#at);
    this.#values = this.#values.slice(this.#valueAt);
    this.#at = 0;
    this.#valueAt = 0;
    for (let at = 0; at < count; at += 1) {
      this.#defined.push(defined[at] ?? this.leaf.maxDefined);
      const level = repeated[at] ?? 0;
      this.#repeated.push(level);
      if (level === 0) this.#started += 1;
    }
    for (let at = 0; at < values.length; at += 1) this.#values.push(valueAt(values, dictionary, at));
  }
}

function valueAt(values: PageValues, dictionary: PageValues | undefined, at: number): unknown {
  if (dictionary !== undefined) return valueAt(dictionary, undefined, Number(valueAt(values, undefined, at)));
  return values instanceof ByteTexts ? values.at(at) : values[at];
}
