/**
 * A hash table of 16 bytes a slot for keys that are hashes already: 64 bits of key, a reference of 48 bits, a tag of 16. A key
 * may have several slots. It holds no objects, so a hundred million entries cost the garbage collector nothing.
 */
export type SlotTable = {
  readonly size: number;
  /** Bytes that the slots take. */
  readonly bytes: number;
  /** The first slot of a key, or -1. Slots are good until the next insert. */
  find(high: number, low: number): number;
  /** The next slot of the same key, or -1. */
  next(slot: number): number;
  reference(slot: number): number;
  tag(slot: number): number;
  set(slot: number, reference: number, tag: number): void;
  insert(high: number, low: number, reference: number, tag: number): void;
};

/** The largest reference that a slot can hold. */
export const maxReference = 2 ** 48 - 2;

export function createSlotTable(): SlotTable {
  // In parts, so that growing copies one 256th at a time: no long pause, no second copy of everything in memory.
  const parts = Array.from({ length: partCount }, createPart);
  const partOf = (slot: number) => parts[slot & (partCount - 1)] as Part;
  let size = 0;

  return {
    get size() {
      return size;
    },
    get bytes() {
      return parts.reduce((sum, { slots }) => sum + slots.byteLength, 0);
    },
    find(high, low) {
      const part = partOf(low);
      const index = seek(part, startOf(part, high), high | 0, low | 0);
      return index < 0 ? -1 : index * partCount + (low & (partCount - 1));
    },
    next(slot) {
      const part = partOf(slot);
      const at = wordsPerSlot * Math.floor(slot / partCount);
      const following = (at + wordsPerSlot) % part.slots.length;
      const index = seek(part, following, part.slots[at] ?? 0, part.slots[at + 1] ?? 0);
      return index < 0 ? -1 : index * partCount + (slot & (partCount - 1));
    },
    reference(slot) {
      const { slots } = partOf(slot);
      const at = wordsPerSlot * Math.floor(slot / partCount);
      return ((slots[at + 3] ?? 0) >>> 16) * 2 ** 32 + ((slots[at + 2] ?? 0) >>> 0) - 1;
    },
    tag(slot) {
      return (partOf(slot).slots[wordsPerSlot * Math.floor(slot / partCount) + 3] ?? 0) & 0xffff;
    },
    set(slot, reference, tag) {
      write(partOf(slot).slots, wordsPerSlot * Math.floor(slot / partCount), reference + 1, tag);
    },
    insert(high, low, reference, tag) {
      const part = partOf(low);
      if ((part.used + 1) * wordsPerSlot > part.slots.length * maxLoad) grow(part);
      const at = place(part, high | 0, low | 0);
      write(part.slots, at, reference + 1, tag);
      size++;
    },
  };
}

/** Signed words: V8 keeps them as they are, where it would box every second unsigned one. */
type Part = { slots: Int32Array; used: number };

const partCount = 256;
// 256 KiB for an empty table; from 8 on, a part grew seven times up to the first 20,000 entries: 0.7 us each.
const slotsAtFirst = 64;
const wordsPerSlot = 4;
// Keys are hashes, so linear probing stays short: 4 steps to find a key at this load, 23 to miss one.
const maxLoad = 0.85;

function createPart(): Part {
  return { slots: new Int32Array(slotsAtFirst * wordsPerSlot), used: 0 };
}

// A multiplication instead of a mask: the capacity need be no power of two, so growing by half wastes less.
function startOf({ slots }: Part, high: number): number {
  return wordsPerSlot * Math.floor(((high >>> 0) * (slots.length / wordsPerSlot)) / 2 ** 32);
}

/** The index of the first slot with this key (signed halves) from word `at` on; -1 where an empty slot comes first. */
function seek({ slots }: Part, at: number, high: number, low: number): number {
  for (; ; at = at + wordsPerSlot === slots.length ? 0 : at + wordsPerSlot) {
    if (isEmpty(slots, at)) return -1;
    if (slots[at] === high && slots[at + 1] === low) return at / wordsPerSlot;
  }
}

function place(part: Part, high: number, low: number): number {
  const { slots } = part;
  let at = startOf(part, high);
  while (!isEmpty(slots, at)) at = at + wordsPerSlot === slots.length ? 0 : at + wordsPerSlot;
  slots[at] = high;
  slots[at + 1] = low;
  part.used++;
  return at;
}

function write(slots: Int32Array, at: number, stored: number, tag: number) {
  slots[at + 2] = stored % 2 ** 32;
  slots[at + 3] = Math.floor(stored / 2 ** 32) * 0x10000 + (tag & 0xffff);
}

// References are stored one higher than they are, so that a slot in use is never all zeros here.
function isEmpty(slots: Int32Array, at: number): boolean {
  return slots[at + 2] === 0 && slots[at + 3] === 0;
}

function grow(part: Part) {
  const old = part.slots;
  part.slots = new Int32Array(wordsPerSlot * Math.ceil((old.length / wordsPerSlot) * 1.5));
  part.used = 0;
  for (let at = 0; at < old.length; at += wordsPerSlot) {
    if (isEmpty(old, at)) continue;
    const to = place(part, old[at] ?? 0, old[at + 1] ?? 0);
    part.slots.set(old.subarray(at + 2, at + 4), to + 2);
  }
}
