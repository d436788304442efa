import type { PageElement } from '../html/page-element.js';
import type { Kind } from './kind.js';

/** How URLs are read out of the value of an attribute. */
export type Reading = 'url' | 'urls' | 'guess' | 'srcset' | 'css' | 'css or url' | 'refresh' | 'html';

/** One place where a page can hold a link. */
export type LinkRule = {
  kind: Kind;
  /** Names of elements; `*` for every one. */
  tags: readonly string[];
  attribute: string;
  reading: Reading;
  /** Attributes that `when` looks at. */
  needs: readonly string[];
  when?: (element: PageElement) => boolean;
};

/** When a rule holds, and the attributes that decide it. */
export type Condition = { needs: string; when: (element: PageElement) => boolean };

/** A rule for each of the attributes: `on('images', 'img', 'src lowsrc')`. */
export function on(
  kind: Kind,
  tags: string,
  attributes: string,
  reading: Reading = 'url',
  condition?: Condition,
): LinkRule[] {
  return attributes.split(/\s+/).map((attribute) => ({
    kind,
    tags: tags.split(/\s+/),
    attribute,
    reading,
    needs: condition?.needs.split(' ') ?? [],
    ...(condition && { when: condition.when }),
  }));
}

/** True where one of the words of an attribute is in the set. */
export function hasWord(attribute: string, words: ReadonlySet<string>): Condition {
  return {
    needs: attribute,
    when: (element) => wordsOf(element.get(attribute)).some((word) => words.has(word)),
  };
}

/** The blank-separated words of an attribute, in lower case. */
export function wordsOf(value: string | undefined): string[] {
  return value === undefined
    ? []
    : value
        .toLowerCase()
        .split(/[\t\n\f\r ]+/)
        .filter((word) => word !== '');
}
