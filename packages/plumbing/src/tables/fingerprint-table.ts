import { fingerprint } from './fingerprint.js';

const segmentBits = 6;
const firstSlots = 16;
/** How much of a segment is in use at most, and by how much it grows then: 0.72 of it is in use on average. */
const fullest = 0.8;
const growth = 1.25;

type Segment = { slots: number; count: number; entries: Uint32Array };
type Place = { segment: Segment; at: number };

/**
 * A map from texts to numbers that keeps 64 bits of a text and not the text: about 17 MB for a million entries, at most
 * 19. Two texts are taken for one in one of 2^64 pairs. It grows a 64th at a time, so that no second copy of it stands
 * beside it.
 */
export class FingerprintTable {
  readonly #segments: Segment[] = Array.from({ length: 2 ** segmentBits }, () => emptySegment(firstSlots));
  #count = 0;

  get size(): number {
    return this.#count;
  }

  /** The number of a text; undefined where it is not known. */
  get(text: string): number | undefined {
    const [high, low] = fingerprint(text);
    const { segment, at } = this.#find(high, low);
    return isFree(segment, at) ? undefined : segment.entries[at + 2];
  }

  set(text: string, value: number): void {
    const [high, low] = fingerprint(text);
    const { segment, at } = this.#find(high, low);
    if (isFree(segment, at)) {
      segment.count += 1;
      this.#count += 1;
    }
    put(segment, at, high, low, value);
    if (segment.count > segment.slots * fullest) grow(segment);
  }

  #find(high: number, low: number): Place {
    const segment = this.#segments[high >>> (32 - segmentBits)] ?? emptySegment(firstSlots);
    return { segment, at: findIn(segment, high, low) };
  }
}

function emptySegment(slots: number): Segment {
  return { slots, count: 0, entries: new Uint32Array(slots * 3) };
}

/** Where a fingerprint stands in a segment, or would stand. */
function findIn(segment: Segment, high: number, low: number): number {
  const { slots, entries } = segment;
  // The low word says where to begin, in proportion: any number of slots will do, not only powers of two.
  for (let slot = Math.floor((low / 2 ** 32) * slots); ; slot = slot + 1 === slots ? 0 : slot + 1) {
    const at = slot * 3;
    if (isFree(segment, at) || (entries[at] === high && entries[at + 1] === low)) return at;
  }
}

function isFree({ entries }: Segment, at: number): boolean {
  return entries[at] === 0 && entries[at + 1] === 0;
}

function put({ entries }: Segment, at: number, high: number, low: number, value: number): void {
  entries[at] = high;
  entries[at + 1] = low;
  entries[at + 2] = value;
}

function grow(segment: Segment): void {
  const old = segment.entries;
  segment.slots = Math.ceil(segment.slots * growth);
  segment.entries = new Uint32Array(segment.slots * 3);
  for (let at = 0; at < old.length; at += 3) {
    const [high = 0, low = 0, value = 0] = [old[at], old[at + 1], old[at + 2]];
    if (high !== 0 || low !== 0) put(segment, findIn(segment, high, low), high, low, value);
  }
}
