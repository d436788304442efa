import fc from 'fast-check';
import { expect, test } from 'vitest';

import { createTextStream } from './text-stream.js';

function decode(charset: string, bytes: Uint8Array, pieceLength = bytes.length + 1): string {
  const stream = createTextStream(charset);
  let text = '';
  for (let at = 0; at < bytes.length; at += pieceLength)
    text += stream.write(Buffer.from(bytes.slice(at, at + pieceLength)));
  return text + stream.end();
}

test('0x80 to 0x9F of windows-1252 are not control characters', () => {
  expect(decode('windows-1252', Uint8Array.of(0x80, 0x93, 0x41, 0x9f))).toBe('€“AŸ');
});

test('UTF-8 is decoded as the Encoding standard says, wherever it is cut', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 30 }),
    fc.string({ unit: 'binary', maxLength: 10 }).map((text) => new TextEncoder().encode(text)),
  );
  fc.assert(
    fc.property(bytes, fc.integer({ min: 1, max: 8 }), (given, length) => {
      const standard = new TextDecoder('utf-8', { ignoreBOM: true }).decode(given);
      expect(decode('utf-8', given, length)).toBe(standard);
    }),
    { numRuns: 3_000 },
  );
});

test.each([
  ['shift_jis', [0x83, 0x5c, 0x83, 0x65], 'ソテ'],
  ['euc-jp', [0xa5, 0xbd], 'ソ'],
  ['gb18030', [0x81, 0x30, 0x81, 0x30, 0xc4, 0xe3], '\u0080你'],
  ['big5', [0xa7, 0x41], '你'],
  ['euc-kr', [0xb0, 0xa1], '가'],
  ['iso-2022-jp', [0x1b, 0x24, 0x42, 0x25, 0x3d, 0x1b, 0x28, 0x42, 0x41], 'ソA'],
  ['utf-16le', [0x41, 0, 0x60, 0x4f], 'A你'],
])('%s, a byte at a time', (charset, bytes, text) => {
  expect(decode(charset, Uint8Array.from(bytes), 1)).toBe(text);
});
