import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { FetchError } from '../fetch-error.js';
import { HeadReader, maxHeadBytes } from './head-reader.js';

function headersOf(lines: string): unknown {
  const read = new HeadReader().read(Buffer.from(`HTTP/1.1 200 OK\r\n${lines}\r\n\r\n`, 'latin1'));
  if (read === undefined || read instanceof FetchError) return read;
  return read.head.headers;
}

describe('HeadReader', () => {
  test.each([
    ['A: b', [['A', 'b']]],
    [
      'A:b\r\nB:  c \t',
      [
        ['A', 'b'],
        ['B', 'c'],
      ],
    ],
    [
      'A: b\nB: c',
      [
        ['A', 'b'],
        ['B', 'c'],
      ],
    ],
    [
      'A:\r\nB: ',
      [
        ['A', ''],
        ['B', ''],
      ],
    ],
    ['A : b', [['A', 'b']]],
    ['A: b: c', [['A', 'b: c']]],
    ['A: one\r\n two\r\n\tthree', [['A', 'one two three']]],
    [' lost\r\nA: b', [['A', 'b']]],
    ['no colon\r\nA: b\r\nnone either', [['A', 'b']]],
    [': no name\r\nA: b', [['A', 'b']]],
    ['A: \xe9', [['A', '\xe9']]],
  ])('reads %j', (lines, headers) => {
    expect(headersOf(lines)).toEqual(headers);
  });

  test('gives the same head however it is cut', () => {
    const text = 'HTTP/1.1 206 Partial Content\r\nA: b\r\n c\r\nno colon\nContent-Length: 3\r\n\r\nabc';
    const whole = new HeadReader().read(Buffer.from(text));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: text.length - 4 }), (place) => {
        const reader = new HeadReader();
        expect(reader.read(Buffer.from(text.slice(0, place)))).toBeUndefined();
        const read = reader.read(Buffer.from(text.slice(place)));
        expect(read).toMatchObject({ head: (whole as { head: object }).head });
      }),
    );
  });

  test('reads a long head of lines without a colon', () => {
    const head = `HTTP/1.1 200 OK\r\n${'x\n'.repeat(maxHeadBytes / 2 - 20)}\r\n`;
    expect(new HeadReader().read(Buffer.from(head))).toMatchObject({ head: { status: 200, headers: [] } });
  });
});
