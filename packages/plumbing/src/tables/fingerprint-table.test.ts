import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { describe, expect, test } from 'vitest';

import { FingerprintTable } from './fingerprint-table.js';

describe('FingerprintTable', () => {
  const count = 200_000;
  const textOf = (n: number): string => `http://host/${n}.jpg`;

  test('keeps to the memory that it promises', () => {
    const before = bytesInUse();
    const table = new FingerprintTable();
    for (let n = 0; n < 1_000_000; n++) table.set(textOf(n), 0);
    const grown = bytesInUse() - before;
    expect(table.size).toBe(1_000_000);
    expect(grown).toBeGreaterThan(15e6);
    expect(grown).toBeLessThan(20e6);
  });

  test('knows each of many texts by its last number, and no other text', () => {
    const table = new FingerprintTable();
    for (let n = 0; n < count; n++) table.set(textOf(n), 2 ** 32 - 1);
    for (let n = 0; n < count; n++) table.set(textOf(n), n);
    expect(table.size).toBe(count);
    const wrong = Array.from({ length: count }, (_, n) => n).filter((n) => table.get(textOf(n)) !== n);
    expect(wrong).toEqual([]);
    const strangers = Array.from({ length: count }, (_, n) => textOf(count + n));
    expect(strangers.filter((text) => table.get(text) !== undefined)).toEqual([]);
  });
});

/** What array buffers take. They are freed beside the program: each collection waits for what the one before it found. */
function bytesInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let round = 0; round < 4; round++) collect();
  return process.memoryUsage().arrayBuffers;
}
