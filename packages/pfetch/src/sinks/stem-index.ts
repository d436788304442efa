import { codeOf, KeyedHash } from '@fetchutils/plumbing';

import { entriesOf } from './entries-of.js';

const words = 2 ** 20;
const maxKnown = 10_000;

/**
 * Tells of a folder for certain that it held no file of some name but for its extension, after one look at it: four bits a
 * file in 4 MB, however many there are. Of a million files one name in 5,000 is said to be there and is not. What has come
 * since the look is not in it.
 */
export class StemIndex {
  readonly #root: string;
  readonly #bits = new Uint32Array(words);
  readonly #hash = new KeyedHash();
  /** The folders that were looked at; false for one whose names cannot be read. */
  readonly #known = new Map<string, boolean>();

  constructor(root: string) {
    this.#root = root;
  }

  /** False where there was no file `stem` with an extension. */
  mayHave(stem: string): boolean {
    const folder = stem.slice(0, stem.lastIndexOf('/') + 1);
    const isReadable = this.#known.get(folder) ?? this.#look(folder);
    return !isReadable || this.#visit(stem, false);
  }

  #look(folder: string): boolean {
    // Bounded: one that is asked for again is looked at again.
    if (this.#known.size >= maxKnown) this.#known.clear();
    const isReadable = this.#read(folder);
    this.#known.set(folder, isReadable);
    return isReadable;
  }

  #read(folder: string): boolean {
    try {
      for (const entry of entriesOf(`${this.#root}/${folder}`)) {
        const dot = entry.lastIndexOf('.');
        if (dot >= 0) this.#visit(`${folder}${entry.slice(0, dot)}`, true);
      }
      return true;
    } catch (error) {
      return codeOf(error) === 'ENOENT';
    }
  }

  /** Sets the bits of a name, or tells whether they are set. Names that a file system may fold are one. */
  #visit(stem: string, sets: boolean): boolean {
    this.#hash.hash(stem.normalize('NFC').toLowerCase());
    const { high, low } = this.#hash;
    for (let nth = 0; nth < 4; nth += 1) {
      const at = (high + Math.imul(nth, low | 1)) >>> 0;
      const bit = 1 << (at & 31);
      const word = this.#bits[at >>> 12] ?? 0;
      if (sets) this.#bits[at >>> 12] = word | bit;
      else if ((word & bit) === 0) return false;
    }
    return true;
  }
}
