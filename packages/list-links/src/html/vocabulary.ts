import { NameTable } from './name-table.js';
import type { Tag } from './tag.js';
import { namesThatMatter, type TagTraits, traitsOf } from './tag-traits.js';

/** What a reader of the page wants to know: nothing else is cut out of the text. */
export type Wanted = {
  /** Tags by lower-case name; `*` means every tag. */
  tags: Iterable<string>;
  /** Attributes by lower-case name. */
  attributes: Iterable<string>;
};

// These decide where SVG and MathML end and what a template hides, whoever asks for them.
const structuralTags = ['font', 'annotation-xml', 'template'];
const structuralAttributes = ['color', 'face', 'size', 'encoding', 'shadowrootmode'];

/** Turns the names on a page into known ones, whatever the case they are written in. */
export class Vocabulary {
  readonly #tags: NameTable<TagTraits>;
  readonly #attributes: NameTable<{ readonly name: string; readonly isWanted: boolean }>;

  constructor(wanted: Wanted) {
    const tags = new Set([...wanted.tags, ...structuralTags]);
    const attributes = new Set([...wanted.attributes, ...structuralAttributes]);
    const keepsAll = tags.has('*');
    this.#tags = new NameTable(new Set([...tags, ...namesThatMatter]), (name) =>
      traitsOf(name, keepsAll || tags.has(name)),
    );
    this.#attributes = new NameTable(attributes, (name) => ({ name, isWanted: attributes.has(name) }));
  }

  /** False for most tags: neither their attributes nor what they do to the text behind them is asked for. */
  mayMatter(text: string, at: number, end: number): boolean {
    return this.#tags.mayBeWanted(text, at, end);
  }

  /** Names the tag whose name stands here. */
  identify(text: string, at: number, end: number, tag: Tag): void {
    const traits = this.#tags.find(text, at, end, tag.decode);
    tag.traits = traits;
    tag.name = traits.name;
  }

  /** The lower-case name of the attribute whose name stands here, if it is wanted. */
  attribute(text: string, at: number, end: number, tag: Tag): string | undefined {
    if (!this.#attributes.mayBeWanted(text, at, end)) return undefined;
    const { name, isWanted } = this.#attributes.find(text, at, end, tag.decode);
    return isWanted ? name : undefined;
  }
}
