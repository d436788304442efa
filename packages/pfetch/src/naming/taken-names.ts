import { KeyedHash, PagedTable } from '@fetchutils/plumbing';

import type { OwnNames } from './own-names.js';

export type TakenNamesOptions = {
  /** The file system takes `A` and `a` for one name. */
  foldsCase: boolean;
  /** Of the files that the run uses itself. */
  own: OwnNames;
  /** The name that a file has behind all links. */
  realName(name: string): string;
};

/** What became of a name that a body asked for: `again` where that body has it already. */
export type Taken = 'new' | 'again' | 'taken' | 'own';

/**
 * Remembers which body a name went to, so that no other gets it: all names of the run, because any row may choose that of one
 * before it. Of both 64 bits are kept, hashed under a key of this run: who chooses URLs and names cannot make two of them
 * meet. 27 bytes a name: up to 8 MB in memory, what is more in a scratch file.
 */
export class TakenNames {
  readonly #owners = new PagedTable('the names that have been given');
  readonly #hash = new KeyedHash();
  readonly #own: OwnNames;
  readonly #realName: (name: string) => string;
  readonly #spell: (name: string) => string;

  constructor({ foldsCase, own, realName }: TakenNamesOptions) {
    this.#own = own;
    this.#realName = realName;
    this.#spell = foldsCase ? (name) => name.normalize('NFC').toLowerCase() : (name) => name;
  }

  /** Gives a name to a body, which its `owner` tells from others. */
  take(name: string, owner: string): Taken {
    const real = this.#realName(name);
    if (this.#own.has(real, this.#spell)) return 'own';
    this.#hash.hash(owner);
    const { high, low } = this.#hash;
    this.#hash.hash(this.#spell(real));
    const found = this.#owners.add(this.#hash.high, this.#hash.low, high, low);
    if (found === undefined) return 'new';
    return found[0] === high && found[1] === low ? 'again' : 'taken';
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
