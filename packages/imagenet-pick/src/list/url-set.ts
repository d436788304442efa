/** A set of URLs known by 64 bits of hash: two of 14 million fall together once in 200,000 lists. */
export class UrlSet {
  #low: Int32Array;
  #high: Int32Array;
  /** A slot is taken where this holds the current generation, so that emptying the set costs nothing. */
  #generation: Uint8Array;
  #current = 1;
  #size = 0;
  #mask: number;

  constructor(expected = 0) {
    const slots = 2 ** Math.max(12, Math.ceil(Math.log2((expected * 8) / 7 + 1)));
    this.#low = new Int32Array(slots);
    this.#high = new Int32Array(slots);
    this.#generation = new Uint8Array(slots);
    this.#mask = slots - 1;
  }

  /** True where it was not in the set before. */
  add(low: number, high: number): boolean {
    const slot = this.#find(low, high);
    if (this.#generation[slot] === this.#current) return false;
    this.#generation[slot] = this.#current;
    this.#low[slot] = low;
    this.#high[slot] = high;
    this.#size += 1;
    if (this.#size * 8 > (this.#mask + 1) * 7) this.#grow();
    return true;
  }

  has(low: number, high: number): boolean {
    return this.#generation[this.#find(low, high)] === this.#current;
  }

  clear(): void {
    this.#size = 0;
    this.#current = (this.#current + 1) & 0xff;
    if (this.#current > 0) return;
    this.#generation.fill(0);
    this.#current = 1;
  }

  /** The slot where it is, or the free one where it would go. */
  #find(low: number, high: number): number {
    let slot = low & this.#mask;
    while (
      this.#generation[slot] === this.#current &&
      (this.#low[slot] !== low || this.#high[slot] !== high)
    ) {
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }

  #grow(): void {
    const [low, high, generation, current] = [this.#low, this.#high, this.#generation, this.#current];
    const slots = low.length * 2;
    this.#low = new Int32Array(slots);
    this.#high = new Int32Array(slots);
    this.#generation = new Uint8Array(slots);
    this.#mask = slots - 1;
    this.#current = 1;
    this.#size = 0;
    for (let slot = 0; slot < low.length; slot += 1) {
      if (generation[slot] === current) this.add(low[slot] ?? 0, high[slot] ?? 0);
    }
  }
}
