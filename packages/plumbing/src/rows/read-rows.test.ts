import { Readable } from 'node:stream';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readRows } from './read-rows.js';
import type { InputRow } from './row.js';

async function rowsOf(chunks: readonly (Buffer | string)[], options?: { maxLineLength: number }) {
  const rows: InputRow[] = [];
  const bytes = chunks.map((chunk) => Buffer.from(chunk));
  for await (const some of readRows(Readable.from(bytes), options)) rows.push(...some);
  return rows;
}

async function only(text: string): Promise<InputRow> {
  const rows = await rowsOf([text]);
  expect(rows).toHaveLength(1);
  return rows[0] ?? { line: 0, text: '', row: {} };
}

describe('a line', () => {
  it.each([
    ['http://h/a', { line: 1, text: '', row: { url: 'http://h/a' } }],
    ['  http://h/a\t\r', { line: 1, text: '', row: { url: 'http://h/a' } }],
    ['http://h/a b', { line: 1, text: '', row: { url: 'http://h/a b' } }],
    ['{"url":"u"}', { line: 1, text: '{"url":"u"}', row: { url: 'u' } }],
    [' {"url": "u" } \r', { line: 1, text: '{"url": "u" }', row: { url: 'u' } }],
    ['{}', { line: 1, text: '{}', row: {} }],
    ['\ufeff{"url":"u"}\r\n', { line: 1, text: '{"url":"u"}', row: { url: 'u' } }],
  ])('%j', async (line, row) => {
    expect(await only(line)).toEqual(row);
  });

  it.each([
    ['{x}', `expected property name or '}' at position 1: "{x}"`],
    ['{"A":B}', `unexpected token 'B': "{"A":B}"`],
    ['{"a":1} {', 'unexpected non-whitespace character after JSON at position 8: "{"a":1} {"'],
    ['{"a":1,}', 'expected double-quoted property name at position 7: "{"a":1,}"'],
    ['{"a":"\u001b', 'bad control character in string literal at position 6: "{"a":"\\u001b"'],
    [`{"a":"${'x'.repeat(99)}`, `unterminated string at position 105: "{"a":"${'x'.repeat(54)}"`],
  ])('%j is a problem that says why', async (line, why) => {
    expect(await only(line)).toEqual({ line: 1, text: line, problem: `line 1 is not JSON: ${why}` });
  });

  it('without a row still counts', async () => {
    const rows = await rowsOf(['# a list\n\n \r\nhttp://h/1\n  # more\n{"url":"u"}\n{\n\nhttp://h/2']);
    expect(rows.map(({ line }) => line)).toEqual([4, 6, 7, 9]);
  });

  it('that is too long is a problem, and its neighbours are rows', async () => {
    const long = `{"url":"${'x'.repeat(200)}"}`;
    for (const chunks of [[`a\n${long}\nb\n`], [...`a\n${long}\nb`]]) {
      const rows = await rowsOf(chunks, { maxLineLength: 150 });
      expect(rows).toMatchObject([
        { line: 1, row: { url: 'a' } },
        { line: 2, text: long.slice(0, 100), problem: 'line 2 is longer than 150 characters' },
        { line: 3, row: { url: 'b' } },
      ]);
    }
  });

  it('of 12 MB is a row', async () => {
    const url = `data:image/png;base64,${'A'.repeat(12_000_000)}`;
    const bytes = Buffer.from(JSON.stringify({ url }));
    const chunks = Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, index) =>
      bytes.subarray(index * 65_536, (index + 1) * 65_536),
    );
    expect(await rowsOf(chunks)).toMatchObject([{ line: 1, row: { url } }]);
  });
});

describe('integers', () => {
  it.each([
    ['{"id":9007199254740991}', { id: 9007199254740991 }],
    ['{"id":9007199254740993}', { id: '9007199254740993' }],
    ['{"id": -12345678901234567890 ,"n":1}', { id: '-12345678901234567890', n: 1 }],
    ['{"a":{"id":[9007199254740993]},"i\\u0064":9007199254740993}', { id: '9007199254740993' }],
    ['{"x":1e300,"y":12345678901234567.5}', { x: 1e300 }],
  ])('of %s are exact', async (text, row) => {
    expect(await only(text)).toMatchObject({ text, row });
  });
});

it('gives the same rows however the bytes are cut, CRLF or not', async () => {
  const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.constant(null), fc.boolean());
  const row = fc.dictionary(fc.string({ unit: 'grapheme' }), value).map((fields) => JSON.stringify(fields));
  const line = fc.oneof(row, fc.webUrl(), fc.constantFrom('', '#', '{bad', '\u{1f600}', ' '));
  const text = fc.tuple(fc.array(line), fc.constantFrom('\n', '\r\n'), fc.boolean());
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat(500)), async ([lines, end, isEnded], places) => {
      const bytes = Buffer.from(lines.join(end) + (isEnded ? end : ''));
      const sorted = [0, ...places.map((at) => at % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
      const chunks = sorted.slice(1).map((to, index) => bytes.subarray(sorted[index], to));
      const rows = await rowsOf(chunks);
      expect(rows).toEqual(await rowsOf([lines.join('\n')]));
      for (const each of rows)
        if ('row' in each && each.text !== '') expect(each.row).toEqual(JSON.parse(each.text));
    }),
  );
});
