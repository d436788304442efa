import { BadValue } from '@fetchutils/plumbing';
import { type AttributeSelector, parse, type Selector as Token } from 'css-what';

import type { PageElement } from '../html/page-element.js';

/** A CSS selector; without `matches` it needs the whole tree of the page. */
export type Selector = {
  source: string;
  matches?: (element: PageElement) => boolean;
  /** What `matches` looks at. */
  tags: readonly string[];
  attributes: readonly string[];
};

type Test = (element: PageElement) => boolean;

/**
 * Compiles a CSS selector. Tags, classes, ids, attributes, `:not()` of these and lists are judged while the page
 * streams by; anything that asks where an element stands is left to the tree.
 */
export function compileSelector(source: string): Selector {
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
  try {
    return parse(source);
  } catch (error) {
    throw new BadValue(
      `a CSS selector (${error instanceof Error ? error.message.toLowerCase() : 'it is empty'})`,
    );
  }
}

function compileCompound(tokens: readonly Token[]): Test | undefined {
  const tests = tokens.map(compileToken);
  return tests.some((test) => test === undefined)
    ? undefined
    : (element) => tests.every((test) => test?.(element));
}

function compileToken(token: Token): Test | undefined {
  if (token.type === 'universal') return () => true;
  if (token.type === 'tag') {
    const name = token.name.toLowerCase();
    return (element) => element.name === name;
  }
  if (token.type === 'attribute' && token.namespace === null) return compileAttribute(token);
  if (token.type !== 'pseudo' || token.name !== 'not' || !Array.isArray(token.data)) return undefined;
  const excluded = token.data.map(compileCompound);
  if (excluded.some((test) => test === undefined)) return undefined;
  return (element) => !excluded.some((test) => test?.(element));
}

function compileAttribute({ name: written, value, action, ignoreCase }: AttributeSelector): Test | undefined {
  const name = written.toLowerCase();
  const fold =
    ignoreCase === true ? (text: string): string => text.toLowerCase() : (text: string): string => text;
  const wanted = fold(value);
  const test = tests[action];
  if (test === undefined) return undefined;
  if (action === 'exists') return (element) => element.has(name);
  if (action === 'not') return undefined;
  return (element) => {
    const actual = element.get(name);
    return actual !== undefined && test(fold(actual), wanted);
  };
}

const tests: Readonly<Record<string, (actual: string, wanted: string) => boolean>> = {
  exists: () => true,
  equals: (actual, wanted) => actual === wanted,
  element: (actual, wanted) =>
    wanted !== '' && !/\s/.test(wanted) && actual.split(/[\t\n\f\r ]+/).includes(wanted),
  start: (actual, wanted) => wanted !== '' && actual.startsWith(wanted),
  end: (actual, wanted) => wanted !== '' && actual.endsWith(wanted),
  any: (actual, wanted) => wanted !== '' && actual.includes(wanted),
  hyphen: (actual, wanted) => actual === wanted || actual.startsWith(`${wanted}-`),
};

function tagOf(tokens: readonly Token[]): string {
  const tag = tokens.find((token) => token.type === 'tag');
  return tag?.type === 'tag' ? tag.name.toLowerCase() : '*';
}

function attributesOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => {
    if (token.type === 'attribute') return [token.name.toLowerCase()];
    return token.type === 'pseudo' && Array.isArray(token.data) ? token.data.flatMap(attributesOf) : [];
  });
}
