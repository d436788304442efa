import { expect, it } from 'vitest';

import { BadValue } from './failures.js';
import { nonNegativeInteger, oneOf, positiveInteger, regularExpression } from './values.js';

it.each([
  [positiveInteger, '1', 1],
  [positiveInteger, '007', 7],
  [positiveInteger, '9007199254740991', Number.MAX_SAFE_INTEGER],
  [nonNegativeInteger, '0', 0],
  [oneOf('a', 'b'), 'b', 'b'],
])('%o reads %s', (parse, text, value) => {
  expect(parse(text)).toBe(value);
});

it.each([
  [positiveInteger, '0', 'a whole number of at least 1'],
  [positiveInteger, '', 'a whole number of at least 1'],
  [positiveInteger, '1.0', 'a whole number of at least 1'],
  [positiveInteger, '1e3', 'a whole number of at least 1'],
  [positiveInteger, '+1', 'a whole number of at least 1'],
  [positiveInteger, ' 1', 'a whole number of at least 1'],
  [positiveInteger, '0x10', 'a whole number of at least 1'],
  [positiveInteger, '9007199254740992', 'a whole number up to 9007199254740991'],
  [nonNegativeInteger, '-1', 'a whole number of at least 0'],
  [oneOf('a', 'b'), 'c', 'one of a, b'],
  [oneOf('a', 'b'), 'A', 'one of a, b'],
  [regularExpression, '(', 'a regular expression (unterminated group)'],
  [regularExpression, '\\q', 'a regular expression (invalid escape)'],
])('%o refuses %j', (parse, text, message) => {
  expect(() => parse(text)).toThrow(new BadValue(message));
});

it('reads a regular expression with Unicode', () => {
  expect(regularExpression('^\\p{Lu}.$').test('Ä😀')).toBe(true);
});
