import { fingerprint } from '../fingerprint.js';
import { WordStore } from './word-store.js';

const partBits = 6;
const entryWords = 2;
const blockWords = 1024 * entryWords;
/** How much of a part is in use: a text that is not known is found missing after two steps on average. */
const load = 0.6;
/** So many words are read to look a text up; they are nearly always enough. */
const windowWords = 32 * entryWords;

type Part = { blocks: number[]; block: Int32Array; used: number; start: number; slots: number };

/**
 * What was said last of each of many texts, yes or no. All is said first and asked then, so that nothing but a few blocks
 * need be in memory: up to 600,000 texts are kept there, more of them in a scratch file (14 bytes each, 4 us a question). Of
 * a text 63 bits are kept, and beside them the word.
 */
export class LastWords {
  readonly #parts: Part[] = Array.from({ length: 2 ** partBits }, emptyPart);
  readonly #said = new WordStore('the index of the journal');
  readonly #table = new WordStore('the index of the journal');
  readonly #window = new Int32Array(windowWords);
  #isEmpty = true;

  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  say(text: string, word: boolean): void {
    const [high, low] = keyOf(text);
    const part = this.#partOf(high);
    part.block[part.used] = high;
    part.block[part.used + 1] = low | Number(word);
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

  /** True where the last word was yes; false too where none was said. */
  isYes(text: string): boolean {
    const [high, low] = keyOf(text);
    const { start, slots } = this.#partOf(high);
    for (let slot = slotOf(low, slots); ;) {
      const words = Math.min(windowWords, (slots - slot) * entryWords);
      this.#table.read(this.#window, start + slot * entryWords, words);
      const at = find(this.#window, 0, words, high, low);
      if (at < words) return isUsed(this.#window, at) && isYes(this.#window, at);
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

/** The fingerprint of a text as signed words, the last bit of which is left for what is said. */
function keyOf(text: string): [high: number, low: number] {
  const [high, low] = fingerprint(text);
  return [high | 0, low & ~1 || 2];
}

/** The low word says where to begin, in proportion: any number of slots will do. */
function slotOf(low: number, slots: number): number {
  return Math.floor(((low >>> 0) / 2 ** 32) * slots);
}

function fill(table: Int32Array, entries: Int32Array, length: number): void {
  for (let entry = 0; entry < length; entry += entryWords) {
    const [high = 0, low = 0] = [entries[entry], entries[entry + 1]];
    const from = slotOf(low & ~1, table.length / entryWords) * entryWords;
    const near = find(table, from, table.length, high, low & ~1);
    const at = near < table.length ? near : find(table, 0, table.length, high, low & ~1);
    table[at] = high;
    table[at + 1] = low;
  }
}

/** Where a key stands between two places, or else the first slot that is free; the end where there is neither. */
function find(table: Int32Array, from: number, end: number, high: number, low: number): number {
  let at = from;
  while (at < end && isUsed(table, at) && !(table[at] === high && ((table[at + 1] ?? 0) & ~1) === low))
    at += entryWords;
  return at;
}

function isUsed(table: Int32Array, at: number): boolean {
  return table[at] !== 0 || table[at + 1] !== 0;
}

function isYes(table: Int32Array, at: number): boolean {
  return ((table[at + 1] ?? 0) & 1) === 1;
}
