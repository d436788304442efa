import { PagedTable } from '@fetchutils/plumbing';
import { KeyedHash } from '@fetchutils/plumbing';
import type { OwnNames } from './own-names.js';

export type TakenNamesOptions = {
  /** The file system takes `A` and `a` for one name. */
  foldsCase: boolean;
  /** Of the files that the run uses itself. */
  own: OwnNames;
  /** False where every name is unique by construction. */
  remembers: boolean;
};

/** What became of a name that a URL asked for: `again` where it has it already, `free` where nobody remembers. */
export type Taken = 'new' | 'again' | 'free' | 'taken' | 'own';

/**
 * Remembers which URL a name went to, so that no other gets it. Of both 64 bits are kept, hashed under a key of this run: who
 * chooses URLs and names cannot make two of them meet. 27 bytes a name: up to 8 MB in memory, what is more in a scratch file.
 */
export class TakenNames {
  readonly #owners = new PagedTable('the names that have been given');
  readonly #hash = new KeyedHash();
  readonly #own: OwnNames;
  readonly #spell: (name: string) => string;
  #remembers: boolean;

  constructor({ foldsCase, own, remembers }: TakenNamesOptions) {
    this.#own = own;
    this.#spell = foldsCase ? (name) => name.normalize('NFC').toLowerCase() : (name) => name;
    this.#remembers = remembers || foldsCase;
  }

  /** From here on names are remembered: one has come that could be anybody's. */
  remember(): void {
    this.#remembers = true;
  }

  /** Gives a name to a URL. */
  take(name: string, urlText: string): Taken {
    if (this.#own.has(name, this.#spell)) return 'own';
    if (!this.#remembers) return 'free';
    this.#hash.hash(urlText);
    const { high, low } = this.#hash;
    this.#hash.hash(this.#spell(name));
    const owner = this.#owners.add(this.#hash.high, this.#hash.low, high, low);
    if (owner === undefined) return 'new';
    return owner[0] === high && owner[1] === low ? 'again' : 'taken';
  }
}

/** Why a name cannot be had; undefined where it can. */
export function refusalOf(taken: Taken, name: string): string | undefined {
  if (taken === 'taken') return belongsToAnother(name);
  return taken === 'own' ? `the name ${name} is that of a file that this run uses itself` : undefined;
}

/** What is said of a name that went to another URL. */
export function belongsToAnother(name: string): string {
  return `another URL has the name ${name} already`;
}
