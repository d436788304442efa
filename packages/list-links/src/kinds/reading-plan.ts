import type { PageElement } from '../html/page-element.js';
import { Vocabulary, type Wanted } from '../html/vocabulary.js';
import type { Selector } from '../select/compile-selector.js';
import type { Kind } from './kind.js';
import type { LinkRule } from './link-rule.js';
import { linkRules, renderedRules } from './link-rules.js';

/** What is to be read off a page. */
export type Wishes = {
  kinds: ReadonlySet<Kind>;
  /** Only elements that match all of these. */
  selectors: readonly Selector[];
  /** Attributes to read instead of those that are known to hold links. */
  attributes: readonly string[];
  /** What is to be looked for in the text of pages, instead of all that. */
  regex: RegExp | undefined;
  allCandidates: boolean;
  /** Also links of elements that do not match, marked as such. */
  showsUnselected: boolean;
  /** A browser reads the pages. */
  isRendered: boolean;
  followNext: boolean;
  /** Elements that may lead to further pages, or say which do, are told, whatever is listed. */
  follows: boolean;
  next: Selector | undefined;
};

/** The wishes turned into what the scanner needs to know and the rules for each element. */
export type ReadingPlan = Wishes & {
  wanted: Wanted;
  /** Shared by all pages: most use the same names. */
  vocabulary: Vocabulary;
  /** A selector asks where an element stands, so the whole tree of a page is needed. */
  needsTree: boolean;
  rulesFor(element: PageElement): readonly LinkRule[];
};

// What SVG and MathML have links on; a `<link>` or `<video>` in there is none of HTML's.
const foreignTags = new Set(['a', 'image', 'script', 'use', 'feimage']);
/** What leads to further pages, or says which do. */
export const followedTags = ['a', 'area', 'link', 'meta', 'frame', 'iframe'];
const alwaysTags = ['a', 'base', 'img', 'template', 'script', 'style'];
const alwaysAttributes = ['href', 'xlink:href', 'rel', 'alt', 'title', 'type', 'xml:base'];

/** Makes a plan: nothing is cut out of a page that no rule or selector asks for. */
export function planReading(wishes: Wishes): ReadingPlan {
  const rules =
    wishes.attributes.length > 0
      ? namedRules(wishes.attributes)
      : rulesOfKinds(wishes.kinds, wishes.isRendered);
  const byTag = new Map<string, LinkRule[]>();
  const everywhere = rules.filter(({ tags }) => tags.includes('*'));
  for (const rule of rules) {
    for (const tag of rule.tags) {
      if (tag !== '*' && !byTag.has(tag))
        byTag.set(
          tag,
          rules.filter(({ tags }) => tags.includes(tag) || tags.includes('*')),
        );
    }
  }
  const selectors = [...wishes.selectors, ...(wishes.next === undefined ? [] : [wishes.next])];
  const wanted: Wanted = {
    tags: [
      ...alwaysTags,
      ...rules.flatMap(({ tags }) => (tags.includes('image') ? ['image', ...tags] : tags)),
      ...(wishes.followNext ? ['link', 'area'] : []),
      ...(wishes.follows ? followedTags : []),
      ...(wishes.next?.tags ?? []),
    ],
    attributes: [
      ...alwaysAttributes,
      ...(wishes.follows ? ['name', 'content', 'src'] : []),
      ...rules.flatMap(({ attribute, needs }) => [attribute, ...needs]),
      ...selectors.flatMap(({ attributes }) => attributes),
    ],
  };
  return {
    ...wishes,
    needsTree: selectors.some(({ matches }) => matches === undefined),
    wanted,
    vocabulary: new Vocabulary(wanted),
    rulesFor: ({ name, foreign }) =>
      foreign && !foreignTags.has(name) ? everywhere : (byTag.get(name) ?? everywhere),
  };
}

/** The rules for one attribute stand together, so that a reader can tell what it has read. */
function rulesOfKinds(kinds: ReadonlySet<Kind>, isRendered: boolean): LinkRule[] {
  const rules = isRendered ? [...linkRules, ...renderedRules] : linkRules;
  const chosen = rules.filter(({ kind }) => kinds.has(kind));
  const order = [...new Set(chosen.map(({ attribute }) => attribute))];
  return order.flatMap((attribute) => chosen.filter((rule) => rule.attribute === attribute));
}

/** With --attr the named attributes of every element that was selected. */
function namedRules(attributes: readonly string[]): LinkRule[] {
  return attributes.map((attribute) => ({
    kind: 'links',
    tags: ['*'],
    attribute,
    reading: attribute.endsWith('srcset') ? 'srcset' : attribute === 'style' ? 'css' : 'url',
    needs: [],
  }));
}
