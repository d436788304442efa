import { detach } from '../detach.js';
import type { Tag } from './tag.js';
import { namesThatMatter, type TagTraits, traitsOf } from './tag-traits.js';

/** What a reader of the page wants to know: nothing else is cut out of the text. */
export type Wanted = {
  /** Tags by lower-case name; `*` means every tag. */
  tags: Iterable<string>;
  /** Attributes by lower-case name. */
  attributes: Iterable<string>;
};

// These decide where SVG and MathML end, whoever asks for them.
const structuralTags = ['font', 'annotation-xml'];
const structuralAttributes = ['color', 'face', 'size', 'encoding'];

const lengths = 16;

function shapeOf(firstLetter: number, length: number): number {
  return (firstLetter & 0x1f) * lengths + Math.min(length, lengths - 1);
}

// A page may hold millions of different made-up names; those beyond the bound are looked up the slow way.
const maxNames = 4_000;

/** Turns the names on a page into known ones: one look in a map for each, whatever the case it is written in. */
export class Vocabulary {
  readonly #wantedTags: Set<string>;
  readonly #wantedAttributes: Set<string>;
  readonly #tags = new Map<string, TagTraits>();
  readonly #attributes = new Map<string, string | undefined>();
  /** A bit for each first letter and length that a name which matters has. */
  readonly #shapes = new Uint8Array(27 * lengths);

  constructor(wanted: Wanted) {
    this.#wantedTags = new Set([...wanted.tags, ...structuralTags]);
    this.#wantedAttributes = new Set([...wanted.attributes, ...structuralAttributes]);
    if (this.#wantedTags.has('*')) this.#shapes.fill(1);
    for (const name of [...this.#wantedTags, ...namesThatMatter]) {
      this.#shapes[shapeOf(name.charCodeAt(0), name.length)] = 1;
    }
  }

  /** False for most tags: neither their attributes nor what they do to the text behind them is asked for. */
  mayMatter(firstLetter: number, length: number): boolean {
    return this.#shapes[shapeOf(firstLetter, length)] === 1;
  }

  /** Names a tag. */
  identify(written: string, tag: Tag): void {
    let traits = this.#tags.get(written);
    if (traits === undefined) {
      traits = this.#traits(toAsciiLowerCase(written));
      if (this.#tags.size < maxNames) this.#tags.set(detach(written), traits);
    }
    tag.traits = traits;
    tag.name = traits.name;
  }

  /** The lower-case name of an attribute that is wanted. */
  attribute(written: string): string | undefined {
    const known = this.#attributes.get(written);
    if (known !== undefined || this.#attributes.has(written)) return known;
    const name = toAsciiLowerCase(written);
    const wanted = this.#wantedAttributes.has(name) ? name : undefined;
    if (this.#attributes.size < maxNames) this.#attributes.set(detach(written), wanted);
    return wanted;
  }

  #traits(name: string): TagTraits {
    return traitsOf(name, this.#wantedTags.has('*') || this.#wantedTags.has(name));
  }
}

/** Only ASCII letters: the Kelvin sign is no k here. */
function toAsciiLowerCase(name: string): string {
  return /^[\0-\x7f]*$/.test(name)
    ? name.toLowerCase()
    : name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
