import { SeenTexts, type Shard } from '@fetchutils/plumbing';

import type { Batch, Cells, GroupInfo } from '../tables/table.js';
import type { RowTest } from '../where/bind-condition.js';
import type { Condition } from '../where/condition.js';
import { mayHold } from '../where/may-hold.js';
import { type SampleTest, sampleRows } from './sample-rows.js';

export type SelectionOptions = {
  shard: Shard | undefined;
  where: Condition | undefined;
  sample: number | undefined;
  seed: number;
  unique: boolean;
  skip: number;
  take: number | undefined;
};

/** Which rows of all lists go out: --shard, --where, --sample, --unique, --skip and --take, in this order. */
export class Selection {
  readonly #options: SelectionOptions;
  readonly #seen: SeenTexts | undefined;
  #toSkip: number;
  #left: number;

  constructor(options: SelectionOptions) {
    this.#options = options;
    this.#seen = options.unique ? new SeenTexts('the URLs that were seen') : undefined;
    this.#toSkip = options.skip;
    this.#left = options.take ?? Infinity;
  }

  /** True where no further row goes out. */
  get isDone(): boolean {
    return this.#left <= 0;
  }

  get needsUrls(): boolean {
    return this.#seen !== undefined;
  }

  /** What is chosen of one list. */
  ofList(list: ListPlace): ListSelection {
    const { sample, seed } = this.#options;
    const inSample = sample === undefined ? undefined : sampleRows(sample, seed, list.stem);
    return new ListSelection(this, this.#options, list, inSample);
  }

  /** Passes over rows that nothing else is asked of, without looking at them; what is left of them, and wanted. */
  passOver(rows: number): { from: number; to: number } {
    const from = Math.min(rows, this.#toSkip);
    this.#toSkip -= from;
    return { from, to: Math.min(rows, from + this.#left) };
  }

  /** Whether a row that all else holds for goes out. */
  admits(url: unknown): boolean {
    if (this.#seen !== undefined && isUrl(url) && !this.#seen.add(url)) return false;
    if (this.#toSkip > 0) {
      this.#toSkip -= 1;
      return false;
    }
    if (this.#left <= 0) return false;
    this.#left -= 1;
    return true;
  }
}

export type ListPlace = {
  /** Which of the lists it is, from 0. */
  nth: number;
  /** The name that its rows are drawn under. */
  stem: string;
  hasGroups: boolean;
  /** With the columns of this list. */
  where: Condition | undefined;
};

/** Which rows of one list go out. */
export class ListSelection {
  readonly #all: Selection;
  readonly #options: SelectionOptions;
  readonly #list: ListPlace;
  readonly #inSample: SampleTest | undefined;

  constructor(all: Selection, options: SelectionOptions, list: ListPlace, inSample: SampleTest | undefined) {
    this.#all = all;
    this.#options = options;
    this.#list = list;
    this.#inSample = inSample;
  }

  /** The rows of a group that must be read. */
  rowsOf(group: GroupInfo): { from: number; to: number } | undefined {
    const { where } = this.#list;
    if (this.#all.isDone || !this.#isOfShard(group.index)) return undefined;
    if (where !== undefined && !mayHold(where, group)) return undefined;
    const isAsked = where !== undefined || this.#inSample !== undefined || this.#all.needsUrls;
    return isAsked ? { from: 0, to: group.rows } : this.#all.passOver(group.rows);
  }

  /** Whether a row of a batch goes out, asked of one after the other; undefined where all do. */
  testOf(
    batch: Batch,
    holds: RowTest | undefined,
    urls: Cells | undefined,
  ): ((at: number) => boolean) | undefined {
    const { shard, sample, unique, skip, take } = this.#options;
    const asks = [shard, holds, sample, take].some((asked) => asked !== undefined);
    if (!asks && !unique && skip === 0) return undefined;
    return (at) =>
      this.#isInPart(batch.rowNumber(at)) &&
      (holds === undefined || holds(at) === true) &&
      this.#all.admits(unique ? urls?.value(at) : undefined);
  }

  /** Whether a row that could not be read is answered: nobody can say what else it would be. */
  admitsBad(row: number): boolean {
    return this.#isInPart(row) && this.#all.admits(undefined);
  }

  #isInPart(row: number): boolean {
    if (!this.#list.hasGroups && !this.#isOfShard(row - 1)) return false;
    return this.#inSample?.(row) ?? true;
  }

  /** Groups and rows are dealt out like cards, each list from the next player on. */
  #isOfShard(nth: number): boolean {
    const { shard } = this.#options;
    return shard === undefined || (this.#list.nth + nth) % shard.count === shard.index;
  }
}

/** A row without a URL is no other's twin: each is answered. */
function isUrl(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
