import { isAscii } from 'node:buffer';

import type { DecodedArray } from 'hyparquet';

import type { Cells } from '../table.js';
import type { Page } from './column-pages.js';
import type { LeafType } from './leaf-type.js';
import type { LeafPlace } from './schema-node.js';

/** The cells of the pages of a flat column; what a dictionary holds is written once for all cells that it stands in. */
export class PageCells {
  readonly #leaf: LeafPlace;
  #dictionary: DecodedArray | undefined;
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

  #cellsOf(dictionary: DecodedArray): Cells {
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
  defined: readonly number[],
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

function cellsOf(values: DecodedArray, type: LeafType): Cells {
  if (type.name === 'text' && values[0] instanceof Uint8Array) {
    const texts = decodeTexts(values as Uint8Array[]);
    return { value: (at) => texts[at], json: (at) => JSON.stringify(texts[at]) };
  }
  return { value: (at) => type.value(values[at]), json: (at) => type.json(values[at]) };
}

/** The texts of a page; their bytes lie together, so one look tells whether they are ASCII. */
function decodeTexts(values: readonly Uint8Array[]): string[] {
  const texts = new Array<string>(values.length);
  let buffer: ArrayBufferLike | undefined;
  let bytes = Buffer.alloc(0);
  let encoding: 'latin1' | 'utf8' = 'utf8';
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at];
    if (value === undefined) continue;
    if (value.buffer !== buffer) {
      buffer = value.buffer;
      bytes = Buffer.from(buffer as ArrayBuffer);
      encoding = isAscii(bytes) ? 'latin1' : 'utf8';
    }
    texts[at] = bytes.toString(encoding, value.byteOffset, value.byteOffset + value.byteLength);
  }
  return texts;
}
