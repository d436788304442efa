import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { holdsBinary } from './holds-binary.js';

/** The standard's own words, a byte at a time. */
function byTheStandard(bytes: Uint8Array): boolean {
  return bytes.some(
    (byte) =>
      byte <= 0x08 || byte === 0x0b || (byte >= 0x0e && byte <= 0x1a) || (byte >= 0x1c && byte <= 0x1f),
  );
}

describe('holdsBinary', () => {
  test.each(Array.from({ length: 256 }, (_, byte) => byte))(
    'knows byte %i at every place of a word',
    (byte) => {
      for (const place of [0, 1, 2, 3, 4, 5, 6, 7, 8]) {
        const text = new Uint8Array(9).fill(0x61);
        text[place] = byte;
        expect(holdsBinary(text)).toBe(byTheStandard(text));
      }
    },
  );

  test('says the same wherever the bytes lie in their buffer', () => {
    const byte = fc.oneof(
      { weight: 20, arbitrary: fc.integer({ min: 0x1f, max: 0xff }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 0x1f }) },
    );
    fc.assert(
      fc.property(fc.array(byte), fc.integer({ min: 0, max: 7 }), (list, offset) => {
        const whole = new Uint8Array([...new Array<number>(offset).fill(0), ...list, 0, 0, 0]);
        const bytes = whole.subarray(offset, offset + list.length);
        expect(holdsBinary(bytes)).toBe(byTheStandard(bytes));
      }),
    );
  });
});
