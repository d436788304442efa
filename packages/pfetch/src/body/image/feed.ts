import type { Fault } from './fault.js';
import type { Source, Walk } from './source.js';

const empty = Buffer.alloc(0);

/** Feeds a body to a walk, chunk by chunk; bytes are copied only where a wanted piece straddles two chunks. */
export class Feed {
  readonly #source: Source;
  readonly #walk: Walk;
  /** How many bytes the walk wants; where it is over, what it ended with. */
  #step: number | Fault | undefined;
  #carry = empty;
  /** Bytes of earlier chunks that wait in `#carry`. */
  #held = 0;
  /** Where the wanted piece begins: in `#carry` while it holds any, else in the chunk. */
  #at = 0;
  #total = 0;

  constructor(source: Source, walk: Walk, wanted: number) {
    this.#source = source;
    this.#walk = walk;
    this.#step = wanted;
  }

  /** All bytes so far. */
  get total(): number {
    return this.#total;
  }

  /** What the finished walk found. */
  get fault(): Fault | undefined {
    return typeof this.#step === 'number' ? undefined : this.#step;
  }

  /** Takes the next chunk; true while the walk wants more. */
  push(chunk: Buffer): boolean {
    const base = this.#total;
    this.#total += chunk.length;
    while (typeof this.#step === 'number') {
      const need = this.#step;
      if (this.#held > 0) {
        const before = this.#held;
        this.#hold(chunk, 0, need);
        if (this.#held < need) return true;
        this.#run(this.#carry, need, base - before);
        this.#held = Math.max(0, before - this.#at);
        if (this.#held > 0) this.#carry.copyWithin(0, this.#at, before);
        this.#at = Math.max(0, this.#at - before);
      } else if (this.#at + need <= chunk.length) {
        this.#run(chunk, chunk.length, base);
      } else {
        if (this.#at < chunk.length) this.#hold(chunk, this.#at, need);
        this.#at = Math.max(0, this.#at - chunk.length);
        return true;
      }
    }
    return false;
  }

  #run(bytes: Buffer, end: number, base: number): void {
    const source = this.#source;
    source.bytes = bytes;
    source.at = this.#at;
    source.end = end;
    source.base = base;
    this.#step = this.#walk();
    this.#at = source.at;
  }

  #hold(chunk: Buffer, from: number, wanted: number): void {
    if (this.#carry.length < wanted)
      this.#carry = Buffer.concat([this.#carry.subarray(0, this.#held)], Math.max(wanted, 64));
    if (this.#held < wanted)
      this.#held += chunk.copy(this.#carry, this.#held, from, from + wanted - this.#held);
  }
}
