import { detach } from '../detach.js';
import type { DecodeBytes } from './decode-bytes.js';

// A name's shape is its first two letters and its length; few names that matter share theirs with others.
const [letters, lengths] = [32, 8];

// A page may hold millions of different made-up names; those beyond the bound are looked up the slow way.
const maxNames = 4_000;

/** What is known of names, found without cutting them out of the page: 20 ns a name, a slice and a look in a map 80. */
export class NameTable<Known extends { readonly name: string }> {
  readonly #learn: (name: string) => Known;
  readonly #known = new Map<string, Known>();
  /** By shape: one of the names known of it. */
  readonly #likely = new Array<Known | undefined>(letters * letters * lengths).fill(undefined);
  readonly #isWanted = new Uint8Array(letters * letters * lengths);

  /** `learn` tells of a lower-case name what is to be known of it. */
  constructor(wanted: ReadonlySet<string>, learn: (name: string) => Known) {
    this.#learn = learn;
    for (const name of wanted) {
      if (name === '*' || !isAscii(name)) this.#isWanted.fill(1);
      else this.#isWanted[shapeOf(name, 0, name.length)] = 1;
    }
  }

  /** False for most names that are not wanted, whatever the case they are written in. */
  mayBeWanted(text: string, at: number, end: number): boolean {
    return this.#isWanted[shapeOf(text, at, end)] === 1;
  }

  /** What is known of the name that stands here. */
  find(text: string, at: number, end: number, decode: DecodeBytes): Known {
    const shape = shapeOf(text, at, end);
    const likely = this.#likely[shape];
    if (likely !== undefined && likely.name.length === end - at && text.startsWith(likely.name, at)) {
      return likely;
    }
    const written = decode(text.slice(at, end));
    let known = this.#known.get(written);
    if (known === undefined) {
      known = this.#learn(toAsciiLowerCase(detach(written)));
      if (this.#known.size < maxNames) this.#known.set(detach(written), known);
      if (isAscii(known.name)) this.#likely[shape] ??= known;
    }
    return known;
  }
}

function shapeOf(text: string, at: number, end: number): number {
  const length = end - at;
  const second = length > 1 ? text.charCodeAt(at + 1) & 31 : 0;
  return ((text.charCodeAt(at) & 31) * letters + second) * lengths + Math.min(length, lengths - 1);
}

/** Only ASCII letters: the Kelvin sign is no k here. */
function toAsciiLowerCase(name: string): string {
  return isAscii(name) ? name.toLowerCase() : name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}
