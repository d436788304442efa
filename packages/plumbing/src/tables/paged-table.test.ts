import { describe, expect, test } from 'vitest';

import { KeyedHash } from './keyed-hash.js';
import { PagedTable } from './paged-table.js';

describe('PagedTable', () => {
  // From 300,000 on the pages are in a scratch file.
  test.each([1, 1000, 400_000])('knows the first value of each of %d keys, and no other key', (count) => {
    const table = new PagedTable('a test');
    const hash = new KeyedHash();
    let wrong = 0;
    for (let n = 0; n < count; n += 1) {
      hash.hash(`name ${n}`);
      if (table.add(hash.high, hash.low, n, -n) !== undefined) wrong += 1;
    }
    expect([table.size, wrong]).toEqual([count, 0]);
    for (let n = 0; n < count; n += 1) {
      hash.hash(`name ${n}`);
      const [first, second] = table.add(hash.high, hash.low, 7, 7) ?? [];
      if (first !== n || second !== 0 - n) wrong += 1;
    }
    expect([table.size, wrong]).toEqual([count, 0]);
  });

  test('knows the last value that a key was given', () => {
    const table = new PagedTable('a test');
    const hash = new KeyedHash();
    for (let n = 0; n < 3000; n += 1) {
      hash.hash(`key ${n % 1000}`);
      table.set(hash.high, hash.low, n, 2 ** 31 - 1);
    }
    const values = Array.from({ length: 1000 }, (_, n) => {
      hash.hash(`key ${n}`);
      return table.get(hash.high, hash.low)?.[0];
    });
    expect(values).toEqual(Array.from({ length: 1000 }, (_, n) => 2000 + n));
    hash.hash('another');
    expect([table.size, table.get(hash.high, hash.low)]).toEqual([1000, undefined]);
  });
});

describe('KeyedHash', () => {
  test('differs with the key, and with every unit of a text and its length', () => {
    const [one, other] = [new KeyedHash(), new KeyedHash()];
    const wordsOf = (hash: KeyedHash, text: string): string => {
      hash.hash(text);
      return `${hash.high} ${hash.low}`;
    };
    const texts = [
      '',
      '\0',
      '\0\0',
      'a',
      'a\0',
      '\0a',
      'ab',
      'ba',
      'abc',
      'abcd',
      'abce',
      '\u0100',
      'a\u0100',
    ];
    expect(new Set(texts.flatMap((text) => [wordsOf(one, text), wordsOf(other, text)])).size).toBe(
      2 * texts.length,
    );
    expect(wordsOf(one, 'abc')).toBe(wordsOf(one, 'abc'));
  });

  test('spreads texts that differ little over all bits', () => {
    const hash = new KeyedHash();
    const set = new Float64Array(64);
    const count = 20_000;
    for (let n = 0; n < count; n += 1) {
      hash.hash(`http://h.example/${n}.jpg`);
      for (let bit = 0; bit < 32; bit += 1) {
        set[bit] = (set[bit] ?? 0) + ((hash.high >>> bit) & 1);
        set[bit + 32] = (set[bit + 32] ?? 0) + ((hash.low >>> bit) & 1);
      }
    }
    for (const ones of set) expect(Math.abs(ones / count - 0.5)).toBeLessThan(0.02);
  });
});
