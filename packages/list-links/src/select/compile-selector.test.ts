import { BadValue } from '@fetchutils/plumbing';
import { compile, is } from 'css-select';
import { Element } from 'domhandler';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { compileSelector } from './compile-selector.js';

/** The same element for both: domhandler's tree, and what the scanner gives. */
function element(name: string, attributes: Record<string, string>) {
  return {
    node: new Element(name, attributes),
    view: {
      name,
      foreign: false,
      has: (key: string) => Object.hasOwn(attributes, key),
      get: (key: string) => attributes[key],
    },
  };
}

const word = fc.constantFrom('a', 'b', 'ab', 'A', 'a-b', 'a b', '');
const attribute = fc.constantFrom('class', 'id', 'rel', 'href');
const compound = fc.oneof(
  fc.constantFrom('a', 'img', '*', '.a', '.ab', '#a', '[href]', '[HREF]', '[class]'),
  fc
    .tuple(
      attribute,
      fc.constantFrom('=', '~=', '^=', '$=', '*=', '|=', '!='),
      word,
      fc.constantFrom('', ' i', ' s'),
    )
    .map(([name, operator, value, flag]) => `[${name}${operator}"${value}"${flag}]`),
);
// css-select lets [a~=""] match; the standard says that it never does.
const selector = fc
  .array(fc.tuple(compound, fc.option(compound)), { minLength: 1, maxLength: 3 })
  .map((list) => list.map(([first, not]) => (not === null ? first : `${first}:not(${not})`)).join(', '))
  .filter((css) => !css.includes('~=""'));

test('in the stream selectors match what they match in a tree', () => {
  const attributes = fc.dictionary(attribute, word, { maxKeys: 3 }).map((all) => ({ ...all }));
  fc.assert(
    fc.property(selector, fc.constantFrom('a', 'img'), attributes, (css, name, given) => {
      const { matches } = compileSelector(css);
      if (matches === undefined) return;
      const { node, view } = element(name, given);
      expect(matches(view)).toBe(is(node, compile<unknown, Element>(css)));
    }),
    { numRuns: 5_000 },
  );
});

test.each(['a.b', 'a, .b', '[href$=".zip" i]', 'a:not(.b):not([c], #d)', 'A[CLASS]'])(
  '%s needs no tree',
  (css) => {
    expect(compileSelector(css).matches).toBeDefined();
  },
);

test.each(['a b', 'a > b', 'a + b', 'a:first-child', ':not(a b)', 'a:has(img)'])(
  '%s needs the tree',
  (css) => {
    expect(compileSelector(css).matches).toBeUndefined();
  },
);

test.each(['', 'a[', '.', 'a >', '!'])('%j is refused', (css) => {
  expect(() => compileSelector(css)).toThrow(BadValue);
});
