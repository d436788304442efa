import { expect, it } from 'vitest';

import { canonicalType } from './canonical-type.js';
import { extensionOf } from '../naming/extension-of.js';
import { matchesType } from './matches-type.js';
import { parseTypePatterns } from './parse-type-patterns.js';

it('matches whole types and families', () => {
  expect(matchesType('image/png', ['image/*'])).toBe(true);
  expect(matchesType('image/png', ['application/pdf', 'image/png'])).toBe(true);
  expect(matchesType('image/png', ['image/pn'])).toBe(false);
  expect(matchesType('imagery/png', ['image/*'])).toBe(false);
  expect(matchesType('text/html', [])).toBe(false);
});

it('matches an unknown type only where anything will do', () => {
  expect(matchesType(undefined, ['*/*'])).toBe(true);
  expect(matchesType(undefined, ['image/*'])).toBe(false);
});

it('spells types as servers should have', () => {
  expect(canonicalType('Image/JPG; charset=binary')).toBe('image/jpeg');
  expect(canonicalType('[image/jpeg]')).toBe('image/jpeg');
  expect(extensionOf('image/jpg')).toBe('jpg');
  expect(extensionOf('constructor')).toBeUndefined();
  expect(extensionOf('application/x-unheard-of')).toBeUndefined();
});

it('reads patterns', () => {
  expect(parseTypePatterns('image/*, Application/PDF,image/jpg')).toEqual([
    'image/*',
    'application/pdf',
    'image/jpeg',
  ]);
  for (const wrong of ['', 'image', 'image/', 'image/png,,', 'a b/c'])
    expect(() => parseTypePatterns(wrong)).toThrow('such as');
});
