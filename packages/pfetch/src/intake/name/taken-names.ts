import { stableHash } from '@fetchutils/plumbing';

import { FingerprintTable } from '../fingerprint-table.js';

/** Remembers which URL a name went to, so that no other gets it: about 17 MB for a million names. */
export class TakenNames {
  readonly #owners = new FingerprintTable();
  readonly #foldsCase: boolean;

  /** `foldsCase`: the file system takes `A` and `a` for one name. */
  constructor(foldsCase: boolean) {
    this.#foldsCase = foldsCase;
  }

  /** Gives a name to a URL; `taken` where another URL has it, `again` where the same one has. */
  take(name: string, urlText: string): 'new' | 'again' | 'taken' {
    const key = this.#foldsCase ? name.toLowerCase() : name;
    const owner = stableHash(urlText);
    const known = this.#owners.get(key);
    if (known !== undefined) return known === owner ? 'again' : 'taken';
    this.#owners.set(key, owner);
    return 'new';
  }
}
