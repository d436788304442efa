import { randomFillSync } from 'node:crypto';

/**
 * A hash of texts under a key that is drawn for this object (HalfSipHash-1-3, 64 bits as two signed words, never both 0):
 * who does not know the key cannot make two texts meet. It means nothing beyond the run and goes into no file that lasts.
 */
export class KeyedHash {
  readonly #key = randomFillSync(new Int32Array(2));
  /** The words of the text that was hashed last: no object is made for each. */
  high = 0;
  low = 0;

  /** Hashes a text into `high` and `low`. */
  hash(text: string): void {
    const [k0 = 0, k1 = 0] = this.#key;
    // The constants are those of the variant with 64 bits.
    let [v0, v1, v2, v3] = [k0, k1 ^ 0xee, k0 ^ 0x6c796765, k1 ^ 0x74656462];
    const words = (text.length >>> 1) + 1;
    for (let round = 0; round < words + 6; round += 1) {
      const word = round < words ? wordAt(text, 2 * round) : 0;
      if (round === words) v2 ^= 0xee;
      if (round === words + 3) {
        this.high = v1 ^ v3;
        v1 ^= 0xdd;
      }
      v3 ^= word;
      v0 = (v0 + v1) | 0;
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
      v0 = (v0 << 16) | (v0 >>> 16);
      v2 = (v2 + v3) | 0;
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
      v0 = (v0 + v3) | 0;
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
      v2 = (v2 + v1) | 0;
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
      v2 = (v2 << 16) | (v2 >>> 16);
      v0 ^= word;
    }
    this.low = v1 ^ v3 || 1;
  }
}

/** Two units of UTF-16, or at the end what is left of them and the length. */
function wordAt(text: string, at: number): number {
  const { length } = text;
  const first = at < length ? text.charCodeAt(at) : 0;
  const second = at + 1 < length ? text.charCodeAt(at + 1) : length & 0xffff;
  return first | (second << 16);
}
