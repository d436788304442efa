import fc from 'fast-check';
import { expect, it } from 'vitest';

import { slug } from './slug.js';

it.each([
  ['Golden Retriever', 'golden-retriever'],
  ['  --Crème Brûlée!! ', 'creme-brulee'],
  ['Ångström/São Paulo', 'angstrom-sao-paulo'],
  ['Άλφα', 'αλφα'],
  ['Straße №5', 'straße-no5'],
  ['İstanbul', 'istanbul'],
  ['ﬁne ① Ⅷ', 'fine-1-viii'],
  ['日本語 テスト', '日本語-テスト'],
  ['が か', 'が-か'],
  ['한국어', '한국어'],
  ['हिन्दी', 'हिन्दी'],
  ['йод ЙОД', 'йод-йод'],
  ['dog.jpg?x=1&y=2', 'dog-jpg-x-1-y-2'],
  ['😀', ''],
  ['', ''],
])('%j is %j', (text, expected) => {
  expect(slug(text)).toBe(expected);
});

it('is its own slug and safe as a name, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const name = slug(text);
      expect(name).not.toMatch(/[/\\\0.\s-]{2}|^-|-$|[/\\\0.\s]/);
      expect(slug(name)).toBe(name);
    }),
  );
});
