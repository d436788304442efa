import { expect, test } from 'vitest';

import { findHeaderProblem, toWireValue } from './header-syntax.js';

test.each([
  ['X-A', 'b'],
  ['X-A', ''],
  ['X-A', 'tab\tinside, é and 字'],
  ["!#$%&'*+.^_`|~9", 'x'],
])('%j: %j may be sent', (name, value) => expect(findHeaderProblem(name, value)).toBeUndefined());

test.each([
  ['', 'b'],
  ['X A', 'b'],
  ['X:A', 'b'],
  ['X\r\nEvil', 'b'],
  ['é', 'b'],
  ['X-A', 'b\r\nEvil: 1'],
  ['X-A', 'b\nc'],
  ['X-A', 'b\0'],
  ['X-A', 'b\x7f'],
])('%j: %j is refused', (name, value) =>
  expect(findHeaderProblem(name, value)).toMatch(/^a header (name|value) without /),
);

test('a value goes out as its UTF-8 bytes', () => {
  expect(toWireValue(' plain ')).toBe('plain');
  expect(toWireValue('é')).toBe('\xc3\xa9');
});
