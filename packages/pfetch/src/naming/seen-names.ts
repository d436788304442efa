import { stableHash } from '@fetchutils/plumbing';

/**
 * Tells for certain that a name has not been seen, or else that it may have been: one bit a name in 1 MB, however many
 * there are. In a folder that was empty a look at the disk (3 us) is thus spared most of a few million rows.
 */
export class SeenNames {
  readonly #bits = new Uint32Array(2 ** 18);

  /** True where the name may have been here before. */
  mayHave(name: string): boolean {
    const hash = stableHash(name);
    const at = (hash >>> 5) & (this.#bits.length - 1);
    const bit = 1 << (hash & 31);
    const word = this.#bits[at] ?? 0;
    this.#bits[at] = word | bit;
    return (word & bit) !== 0;
  }
}
