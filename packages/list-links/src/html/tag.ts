import { asItStands, type DecodeBytes } from './decode-bytes.js';
import { decodeAttribute } from './decode-entities.js';
import type { PageElement } from './page-element.js';
import type { TagTraits } from './tag-traits.js';

/** A start or end tag as it stood on the page; one object is filled again for every tag, so keep nothing of it. */
export class Tag implements PageElement {
  name = '';
  traits: TagTraits | undefined;
  selfClosing = false;
  /** True for elements of SVG and MathML. */
  foreign = false;
  /** Where the attribute value begins in which the text ended; 0 if it ended elsewhere. */
  openValueAt = 0;
  openQuote = '';
  openValueKept = false;
  readonly #names: string[] = [];
  readonly #values: string[] = [];
  #count = 0;

  constructor(readonly decode: DecodeBytes = asItStands) {}

  reset(): void {
    this.name = '';
    this.traits = undefined;
    this.selfClosing = false;
    this.foreign = false;
    this.openValueAt = 0;
    this.#count = 0;
  }

  /** Adds an attribute with its value as written; of two with one name the first counts. */
  add(name: string, value: string): void {
    for (let at = 0; at < this.#count; at++) if (this.#names[at] === name) return;
    this.#names[this.#count] = name;
    this.#values[this.#count] = value;
    this.#count += 1;
  }

  has(name: string): boolean {
    for (let at = 0; at < this.#count; at++) if (this.#names[at] === name) return true;
    return false;
  }

  /** The value of an attribute, character references decoded; undefined if the tag has none of that name. */
  get(name: string): string | undefined {
    for (let at = 0; at < this.#count; at++) {
      if (this.#names[at] === name) return decodeAttribute(this.#values[at] ?? '', this.decode);
    }
    return undefined;
  }
}
