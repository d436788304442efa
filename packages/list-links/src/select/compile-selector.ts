import { BadValue } from '@fetchutils/plumbing';
import {
  AttributeAction,
  type AttributeSelector,
  parse,
  type Selector as Token,
  SelectorType,
} from 'css-what';

import { compileJsonPath, isJsonPath, type JsonPath } from '../json/json-path.js';
import type { PageElement } from '../html/page-element.js';

/** A CSS selector; without `matches` it needs the whole tree of the page. */
export type Selector = {
  source: string;
  matches?: (element: PageElement) => boolean;
  /** For a path into JSON, which matches no element. */
  path?: JsonPath;
  /** What `matches` looks at. */
  tags: readonly string[];
  attributes: readonly string[];
};

type Test = (element: PageElement) => boolean;

/**
 * Compiles a CSS selector, or a path into JSON. Tags, classes, ids, attributes, `:not()` of these and lists are judged while the page
 * streams by; anything that asks where an element stands is left to the tree.
 */
export function compileSelector(source: string): Selector {
  if (isJsonPath(source))
    return { source, path: compileJsonPath(source), matches: () => false, tags: [], attributes: [] };
  const alternatives = parseSelector(source);
  const tests = alternatives.map(compileCompound);
  if (tests.some((test) => test === undefined)) return { source, tags: ['*'], attributes: [] };
  return {
    source,
    matches: (element) => tests.some((test) => test?.(element)),
    tags: alternatives.map(tagOf),
    attributes: alternatives.flatMap((tokens) => attributesOf(tokens)),
  };
}

function parseSelector(source: string): Token[][] {
  const parsed = tryParse(source);
  const isWhole =
    parsed.length > 0 && parsed.every((tokens) => tokens.length > 0 && !isCombinator(tokens.at(-1)));
  if (!isWhole) throw new BadValue('a CSS selector such as a.download');
  return parsed;
}

function tryParse(source: string): Token[][] {
  try {
    return parse(source);
  } catch (error) {
    const reason = error instanceof Error ? error.message.toLowerCase() : '';
    throw new BadValue(`a CSS selector such as a.download (${reason})`);
  }
}

function isCombinator(token: Token | undefined): boolean {
  return token === undefined || combinators.has(token.type);
}

const combinators = new Set<SelectorType>([
  SelectorType.Adjacent,
  SelectorType.Child,
  SelectorType.Descendant,
  SelectorType.Parent,
  SelectorType.Sibling,
  SelectorType.ColumnCombinator,
]);

function compileCompound(tokens: readonly Token[]): Test | undefined {
  const tests = tokens.map(compileToken);
  return tests.some((test) => test === undefined)
    ? undefined
    : (element) => tests.every((test) => test?.(element));
}

function compileToken(token: Token): Test | undefined {
  if (token.type === SelectorType.Universal) return () => true;
  if (token.type === SelectorType.Tag) {
    const name = token.name.toLowerCase();
    return (element) => element.name === name;
  }
  if (token.type === SelectorType.Attribute && token.namespace === null) return compileAttribute(token);
  if (token.type !== SelectorType.Pseudo || token.name !== 'not' || !Array.isArray(token.data))
    return undefined;
  const excluded = token.data.map(compileCompound);
  if (excluded.some((test) => test === undefined)) return undefined;
  return (element) => !excluded.some((test) => test?.(element));
}

function compileAttribute({ name: written, value, action, ignoreCase }: AttributeSelector): Test | undefined {
  const name = written.toLowerCase();
  if (action === AttributeAction.Exists) return (element) => element.has(name);
  const test = tests.get(action);
  if (test === undefined) return undefined;
  const ignoresCase = ignoreCase === true || (ignoreCase === null && caseless.has(name));
  const fold = (text: string): string => (ignoresCase ? text.toLowerCase() : text);
  const wanted = fold(value);
  return (element) => {
    const actual = element.get(name);
    return actual !== undefined && test(fold(actual), wanted);
  };
}

const tests = new Map<AttributeAction, (actual: string, wanted: string) => boolean>([
  [AttributeAction.Equals, (actual, wanted) => actual === wanted],
  [
    AttributeAction.Element,
    (actual, wanted) => isWord(wanted) && actual.split(/[\t\n\f\r ]+/).includes(wanted),
  ],
  [AttributeAction.Start, (actual, wanted) => wanted !== '' && actual.startsWith(wanted)],
  [AttributeAction.End, (actual, wanted) => wanted !== '' && actual.endsWith(wanted)],
  [AttributeAction.Any, (actual, wanted) => wanted !== '' && actual.includes(wanted)],
  [AttributeAction.Hyphen, (actual, wanted) => actual === wanted || actual.startsWith(`${wanted}-`)],
]);

// The HTML standard, "case-sensitivity of selectors": of these attributes the values match in any case.
const caseless = new Set(
  `accept accept-charset align alink axis bgcolor charset checked clear codetype color compact declare defer dir
  direction disabled enctype face frame hreflang http-equiv lang language link media method multiple nohref noresize
  noshade nowrap readonly rel rev rules scope scrolling selected shape target text type valign valuetype vlink`.split(
    /\s+/,
  ),
);

function isWord(text: string): boolean {
  return text !== '' && !/[\t\n\f\r ]/.test(text);
}

function tagOf(tokens: readonly Token[]): string {
  const tag = tokens.find((token) => token.type === SelectorType.Tag);
  return tag?.type === SelectorType.Tag ? tag.name.toLowerCase() : '*';
}

function attributesOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => {
    if (token.type === SelectorType.Attribute) return [token.name.toLowerCase()];
    return token.type === SelectorType.Pseudo && Array.isArray(token.data)
      ? token.data.flatMap(attributesOf)
      : [];
  });
}
