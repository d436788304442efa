import { describe, expect, test } from 'vitest';

import { magicBytes } from './magic.js';
import { TypeSniffer } from './type-sniffer.js';

function typeInChunks(body: Buffer, size: number): string | undefined {
  const sniffer = new TypeSniffer();
  for (let at = 0; at < body.length && !sniffer.isSettled; at += size) {
    sniffer.push(body.subarray(at, at + size), false);
  }
  sniffer.end();
  return sniffer.type;
}

describe('TypeSniffer', () => {
  const text = Buffer.alloc(3 * magicBytes, 'text ');

  test.each([
    ['text', text, 'text/plain'],
    ['text with a zero among the first bytes', withZeroAt(magicBytes - 1), undefined],
    ['text with a zero behind them', withZeroAt(magicBytes), 'text/plain'],
  ])('gives one type for %s, however it is cut', (_, body, type) => {
    for (const size of [1000, magicBytes - 1, magicBytes, 5000, body.length]) {
      expect(typeInChunks(body, size)).toBe(type);
    }
  });

  function withZeroAt(place: number): Buffer {
    const body = Buffer.from(text);
    body[place] = 0;
    return body;
  }
});
