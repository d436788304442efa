import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { encodeFor } from './encode.js';

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...'/?#%&=+;,:@!$\'()*[]{}<>"\\^`| ~.-_aé漢😀') }),
);

describe('encodeFor', () => {
  test.each(['path', 'query', 'fragment'] as const)(
    'what it writes into the %s decodes to the value',
    (place) => {
      fc.assert(
        fc.property(text, (value) => {
          expect(decodeURIComponent(encodeFor(place)(value))).toBe(value);
        }),
      );
    },
  );

  test('a value in the path stays one segment', () => {
    fc.assert(
      fc.property(
        text.filter((value) => !/^\.\.?$/.test(value)),
        (value) => {
          const url = new URL(`https://h.example/a/${encodeFor('path')(value)}/z`);
          expect(url.pathname.split('/').map(decodeURIComponent)).toEqual(['', 'a', value, 'z']);
          expect(url.search + url.hash).toBe('');
        },
      ),
    );
  });

  test('a value in the query stays the value of one parameter', () => {
    fc.assert(
      fc.property(text, (value) => {
        const url = new URL(`https://h.example/?a=1&q=${encodeFor('query')(value)}&z=2`);
        expect([...url.searchParams]).toEqual([
          ['a', '1'],
          ['q', value],
          ['z', '2'],
        ]);
      }),
    );
  });

  test('URL parsers leave what it writes as it is', () => {
    fc.assert(
      fc.property(
        text.filter((value) => !/^\.\.?$/.test(value)),
        (value) => {
          const url = `https://h.example/${encodeFor('path')(value)}/z?q=${encodeFor('query')(value)}`;
          expect(new URL(url).href).toBe(url);
        },
      ),
    );
  });

  test('the two places differ in what divides them', () => {
    expect(encodeFor('path')("a/b?c#d&e=f+g;h,i'j k")).toBe('a%2Fb%3Fc%23d&e=f+g;h,i%27j%20k');
    expect(encodeFor('query')("a/b?c#d&e=f+g;h,i'j k")).toBe('a/b?c%23d%26e%3Df%2Bg%3Bh,i%27j%20k');
  });
});
