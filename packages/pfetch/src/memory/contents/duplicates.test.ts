import { describe, expect, it } from 'vitest';

import { createDuplicates } from './duplicates.js';

describe('createDuplicates', () => {
  const hash = (n: number) => n.toString(16).padStart(64, '0').split('').reverse().join('');

  it('tells which row had the same bytes first', () => {
    const seen = createDuplicates();
    for (let i = 0; i < 5000; i++) seen.add(hash(i), i * 1e6);
    for (let i = 0; i < 5000; i++) expect(seen.find(hash(i))).toBe(i * 1e6);
    expect(seen.find(hash(5000))).toBeUndefined();
    expect(seen.size).toBe(5000);
  });

  it('forgets, and learns anew', () => {
    const seen = createDuplicates();
    seen.add(hash(7), 0);
    expect(seen.find(hash(7))).toBe(0);
    seen.forget(hash(7));
    seen.forget(hash(8));
    expect(seen.find(hash(7))).toBeUndefined();
    expect(seen.size).toBe(0);
    seen.add(hash(7), 99);
    expect(seen.find(hash(7))).toBe(99);
    expect(seen.size).toBe(1);
  });
});
