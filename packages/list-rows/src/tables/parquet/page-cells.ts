import type { Cells } from '../table.js';
import { ByteTexts } from './byte-texts.js';
import type { Page, PageValues } from './column-pages.js';
import type { LeafType } from './leaf-type.js';
import type { LeafPlace } from './schema-node.js';

/** The cells of the pages of a flat column; what a dictionary holds is written once for all cells that it stands in. */
export class PageCells {
  readonly #leaf: LeafPlace;
  #dictionary: PageValues | undefined;
  #ofDictionary: Cells | undefined;

  constructor(leaf: LeafPlace) {
    this.#leaf = leaf;
  }

  of(page: Page): Cells {
    const { type, maxDefined } = this.#leaf;
    const { values, dictionary, defined } = page;
    const places = dictionary === undefined ? undefined : (values as ArrayLike<number>);
    const cells = dictionary === undefined ? cellsOf(values, type) : this.#cellsOf(dictionary);
    if (defined.length === 0) {
      if (places === undefined) return cells;
      return { value: (at) => cells.value(places[at] ?? 0), json: (at) => cells.json(places[at] ?? 0) };
    }
    const positions = positionsOf(defined, maxDefined, places);
    return {
      value(at) {
        const position = positions[at] ?? -1;
        return position < 0 ? null : cells.value(position);
      },
      json(at) {
        const position = positions[at] ?? -1;
        return position < 0 ? 'null' : cells.json(position);
      },
    };
  }

  #cellsOf(dictionary: PageValues): Cells {
    if (this.#ofDictionary !== undefined && this.#dictionary === dictionary) return this.#ofDictionary;
    const texts: (string | undefined)[] = new Array<undefined>(dictionary.length);
    const cells = cellsOf(dictionary, this.#leaf.type);
    this.#dictionary = dictionary;
    this.#ofDictionary = { value: cells.value, json: (at) => (texts[at] ??= cells.json(at)) };
    return this.#ofDictionary;
  }
}

/** The place of each cell among the values, -1 where it is null. */
function positionsOf(
  defined: ArrayLike<number>,
  maxDefined: number,
  places: ArrayLike<number> | undefined,
): Int32Array {
  const positions = new Int32Array(defined.length);
  let next = 0;
  for (let at = 0; at < defined.length; at += 1) {
    if (defined[at] !== maxDefined) positions[at] = -1;
    else {
      positions[at] = places === undefined ? next : (places[next] ?? 0);
      next += 1;
    }
  }
  return positions;
}

function cellsOf(values: PageValues, type: LeafType): Cells {
  if (!(values instanceof ByteTexts))
    return { value: (at) => type.value(values[at]), json: (at) => type.json(values[at]) };
  if (type.name !== 'text')
    return { value: (at) => type.value(values.at(at)), json: (at) => type.json(values.at(at)) };
  // A URL is looked at before it is written.
  let lastAt = -1;
  let last = '';
  const text = (at: number): string => {
    if (at !== lastAt) [lastAt, last] = [at, values.text(at)];
    return last;
  };
  return { value: text, json: (at) => JSON.stringify(text(at)) };
}
