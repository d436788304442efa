/**
 * A map from texts to numbers that keeps 64 bits of a text and not the text: 12 bytes a slot, at most two thirds of the
 * slots in use, so 18 to 36 MB for a million entries. Two texts are taken for one in one of 2^64 pairs.
 */
export class FingerprintTable {
  #slots = 1024;
  #entries = new Uint32Array(this.#slots * 3);
  #count = 0;

  get size(): number {
    return this.#count;
  }

  /** The number of a text; undefined where it is not known. */
  get(text: string): number | undefined {
    const [high, low] = fingerprint(text);
    const at = this.#find(high, low);
    return this.#isFree(at) ? undefined : this.#entries[at + 2];
  }

  set(text: string, value: number): void {
    const [high, low] = fingerprint(text);
    const at = this.#find(high, low);
    if (this.#isFree(at)) this.#count += 1;
    this.#put(at, high, low, value);
    if (this.#count * 3 > this.#slots * 2) this.#grow();
  }

  #find(high: number, low: number): number {
    for (let slot = low & (this.#slots - 1); ; slot = (slot + 1) & (this.#slots - 1)) {
      const at = slot * 3;
      if (this.#isFree(at) || (this.#entries[at] === high && this.#entries[at + 1] === low)) return at;
    }
  }

  #isFree(at: number): boolean {
    return this.#entries[at] === 0 && this.#entries[at + 1] === 0;
  }

  #put(at: number, high: number, low: number, value: number): void {
    this.#entries[at] = high;
    this.#entries[at + 1] = low;
    this.#entries[at + 2] = value;
  }

  #grow(): void {
    const old = this.#entries;
    this.#slots *= 2;
    this.#entries = new Uint32Array(this.#slots * 3);
    for (let at = 0; at < old.length; at += 3) {
      const [high = 0, low = 0, value = 0] = [old[at], old[at + 1], old[at + 2]];
      if (high !== 0 || low !== 0) this.#put(this.#find(high, low), high, low, value);
    }
  }
}

/** 64 bits of a text as two words that are never both 0 (cyrb53's mixing, without its cut to 53 bits). */
function fingerprint(text: string): [high: number, low: number] {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    high = Math.imul(high ^ char, 0x9e3779b1);
    low = Math.imul(low ^ char, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return [high >>> 0, low >>> 0 || 1];
}
