import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { withExactIntegers } from './exact-integers.js';
import { resultFields } from './fields.js';
import { appendMembers } from './row-text.js';
import type { Row } from './row.js';
import { setAside } from './set-aside.js';
import { isResultRow, withoutResult } from './without-result.js';

/** A row as tools read it, with integers beyond 2^53 as their digits. */
const read = (text: string): Row => withExactIntegers(JSON.parse(text) as Row, text);
const aside = (text: string): string => setAside(text, read(text));

describe('setAside', () => {
  test.each([
    ['{"url":"u","id":1}', '{"url":"u","id":1}'],
    ['{"width": 640,"url":"u","n":1.50}', '{"url":"u","n":1.50,"input":{"width": 640}}'],
    ['{"url":"u","input":{"a":1}}', '{"url":"u","input":{"input":{"a":1}}}'],
    ['{"status":null}', '{"input":{"status":null}}'],
    ['{"url":"u","sha256":"?"}', '{"url":"u","input":{"sha256":"?"}}'],
    [`{"sha256":"${'A'.repeat(64)}"}`, `{"sha256":"${'A'.repeat(64)}"}`],
    [
      '{"size":"large","out":"x","bytes":12345678901234567890}',
      '{"size":"large","out":"x","input":{"bytes":12345678901234567890}}',
    ],
  ])('%s is %s', (text, expected) => expect(aside(text)).toBe(expected));
});

describe('an answer that is fed back', () => {
  const name = fc.constantFrom(...resultFields.map(([field]) => field), 'id', 'url', 'size', 'out', 'a"b');
  const digest = fc.constant('ab'.repeat(32));
  const row = fc.dictionary(name, fc.oneof(fc.jsonValue({ maxDepth: 2 }), digest));
  const endings = [
    '"ok":true,"outcome":"fetched","sha256":"x","etag":"e","attempts":1',
    '"ok":true,"outcome":"fetched","sha256":"x","verified":["md5"],"attempts":1',
    '"ok":false,"outcome":"failed","error":{},"attempts":1',
    '"ok":true,"outcome":"fetched","verified":["sha256"],"attempts":1',
    '"ok":true,"outcome":"skipped","verified":[],"attempts":0',
  ];

  test('is the row that was answered, whatever fields it had', () => {
    fc.assert(
      fc.property(row, fc.integer({ min: 0, max: 2 ** 20 }), (original, pick) => {
        const text = JSON.stringify(original);
        const isExpected = original['sha256'] === 'ab'.repeat(32);
        const fitting = isExpected ? endings.slice(2) : endings.slice(0, 3);
        const answer = appendMembers(aside(text), fitting[pick % fitting.length] ?? '');
        const again = withoutResult(answer, read(answer));
        if (isResultRow(original)) return;
        expect(JSON.parse(again.text)).toEqual(JSON.parse(text));
        expect({ ...again.row }).toEqual(read(text));
        expect(aside(again.text)).toBe(aside(text));
      }),
      { examples: [[{ input: -(2 ** 53) }, 0]] },
    );
  });

  test('keeps the digits of a number beyond 2^53 that was set aside', () => {
    const answer =
      '{"url":"u","input":{"bytes":12345678901234567890},"ok":true,"outcome":"fetched","attempts":1}';
    const again = withoutResult(answer, read(answer));
    expect(again.text).toBe('{"url":"u","bytes":12345678901234567890}');
    expect(again.row).toEqual({ url: 'u', bytes: '12345678901234567890' });
  });
});
