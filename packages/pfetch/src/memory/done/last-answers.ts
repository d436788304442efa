import { fingerprint } from './fingerprint.js';
import { WordStore } from '@fetchutils/plumbing';

const partBits = 6;
const entryWords = 3;
const blockWords = 1024 * entryWords;
/** How much of a part is in use: a text that is not known is found missing after two steps on average. */
const load = 0.6;
/** So many words are read to look a text up; they are nearly always enough. */
const windowWords = 32 * entryWords;
/** A reference takes the third word of an entry and half of the second. */
const lowBits = 2 ** 32;
const none = 2 ** 48 - 1;

type Part = { blocks: number[]; block: Int32Array; used: number; start: number; slots: number };

/**
 * Where the last answer to each of many texts stands. All is said first and asked then, so that nothing but a few blocks need
 * be in memory: up to 400,000 texts are kept there, more of them in a scratch file (20 bytes each, 4 us a question). Of a text
 * 48 bits are kept: whoever reads what is found sees whether it is meant.
 */
export class LastAnswers {
  readonly #parts: Part[] = Array.from({ length: 2 ** partBits }, emptyPart);
  readonly #said = new WordStore('the index of the journal');
  readonly #table = new WordStore('the index of the journal');
  readonly #window = new Int32Array(windowWords);
  #isEmpty = true;

  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** Takes the place of an answer; undefined where the last word is that there is none. */
  say(text: string, reference: number | undefined): void {
    const [high, low] = keyOf(text);
    const place = reference ?? none;
    const part = this.#partOf(high);
    part.block[part.used] = high;
    part.block[part.used + 1] = low | Math.floor(place / lowBits);
    part.block[part.used + 2] = place % lowBits;
    part.used += entryWords;
    this.#isEmpty = false;
    if (part.used < blockWords) return;
    part.blocks.push(this.#said.append(part.block));
    part.used = 0;
  }

  /** Ends the saying: from here on it can be asked. */
  seal(): void {
    // One for all parts: a new one for each left 15 MB a million texts waiting for the collector.
    let space = new Int32Array(0);
    const block = new Int32Array(blockWords);
    for (const part of this.#parts) {
      const entries = (part.blocks.length * blockWords + part.used) / entryWords;
      part.slots = Math.ceil((entries + 1) / load);
      const words = part.slots * entryWords;
      if (space.length < words) space = new Int32Array(2 * words);
      const table = space.subarray(0, words).fill(0);
      for (const at of part.blocks) {
        this.#said.read(block, at, blockWords);
        fill(table, block, blockWords);
      }
      fill(table, part.block, part.used);
      part.start = this.#table.append(table);
      part.blocks = [];
      part.block = block;
    }
    this.#said.close();
  }

  /** Where the last answer may stand; undefined where there is none. */
  find(text: string): number | undefined {
    const [high, low] = keyOf(text);
    const { start, slots } = this.#partOf(high);
    for (let slot = slotOf(high, slots); ;) {
      const words = Math.min(windowWords, (slots - slot) * entryWords);
      this.#table.read(this.#window, start + slot * entryWords, words);
      const at = find(this.#window, 0, words, high, low);
      if (at < words) return referenceAt(this.#window, at);
      slot = (slot + words / entryWords) % slots;
    }
  }

  #partOf(high: number): Part {
    return this.#parts[high >>> (32 - partBits)] ?? emptyPart();
  }
}

function emptyPart(): Part {
  return { blocks: [], block: new Int32Array(blockWords), used: 0, start: 0, slots: 0 };
}

/** The fingerprint of a text as signed words; the second, of which half is left for the reference, is never 0. */
function keyOf(text: string): [high: number, low: number] {
  const [high, low] = fingerprint(text);
  return [high | 0, keyBits(low) || 0x10000];
}

function keyBits(word: number): number {
  return word & ~0xffff;
}

/** What the part has left of the high word says where to begin, in proportion: any number of slots will do. */
function slotOf(high: number, slots: number): number {
  return Math.floor((((high << partBits) >>> 0) / 2 ** 32) * slots);
}

function fill(table: Int32Array, entries: Int32Array, length: number): void {
  for (let entry = 0; entry < length; entry += entryWords) {
    const [high = 0, low = 0] = [entries[entry], entries[entry + 1]];
    const from = slotOf(high, table.length / entryWords) * entryWords;
    const near = find(table, from, table.length, high, keyBits(low));
    const at = near < table.length ? near : find(table, 0, table.length, high, keyBits(low));
    table[at] = high;
    table[at + 1] = low;
    table[at + 2] = entries[entry + 2] ?? 0;
  }
}

/** Where a key stands between two places, or else the first slot that is free; the end where there is neither. */
function find(table: Int32Array, from: number, end: number, high: number, low: number): number {
  let at = from;
  while (at < end && isUsed(table, at) && !(table[at] === high && keyBits(table[at + 1] ?? 0) === low))
    at += entryWords;
  return at;
}

function isUsed(table: Int32Array, at: number): boolean {
  return table[at + 1] !== 0;
}

function referenceAt(table: Int32Array, at: number): number | undefined {
  if (!isUsed(table, at)) return undefined;
  const reference = ((table[at + 1] ?? 0) & 0xffff) * lowBits + ((table[at + 2] ?? 0) >>> 0);
  return reference === none ? undefined : reference;
}
