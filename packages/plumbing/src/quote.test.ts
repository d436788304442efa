import fc from 'fast-check';
import { expect, it } from 'vitest';

import { makePrintable, quote } from './quote.js';

it.each([
  ['', '""'],
  ['plain', '"plain"'],
  ['ünï 漢 😀', '"ünï 漢 😀"'],
  ['two\nlines\r\t', '"two\\u000alines\\u000d\\u0009"'],
  ['\u001b[31mred\u009b0m', '"\\u001b[31mred\\u009b0m"'],
  ['evil\u202egpj.exe', '"evil\\u202egpj.exe"'],
  ['a\u2028b\u061c', '"a\\u2028b\\u061c"'],
  ['x'.repeat(100), `"${'x'.repeat(100)}"`],
  ['x'.repeat(101), `"${'x'.repeat(100)}..."`],
  [`${'x'.repeat(99)}😀`, `"${'x'.repeat(99)}\\ud83d..."`],
])('%j is quoted as %s', (text, quoted) => {
  expect(quote(text)).toBe(quoted);
});

it('leaves nothing that a terminal would obey', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const printable = makePrintable(text);
      expect(printable).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}]|\p{Bidi_Control}/u);
      expect(Buffer.from(printable).toString()).toBe(printable);
    }),
  );
});
