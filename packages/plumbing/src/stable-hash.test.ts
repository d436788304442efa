import { expect, it } from 'vitest';

import { stableHash } from './stable-hash.js';

// Pinned: machines of different versions divide work by it. Never change these numbers.
it.each([
  ['', 2872998923],
  ['a', 444641715],
  ['images.example.org', 1853041193],
  ['live.staticflickr.com', 3332682591],
  ['farm1.static.flickr.com', 3149449152],
  ['farm2.static.flickr.com', 3488458010],
  ['münchen.example', 1624464760],
  ['😀', 1787143206],
])('%j hashes as it always did', (text, hash) => {
  expect(stableHash(text)).toBe(hash);
});

it('spreads hosts that differ in one digit evenly over shards', () => {
  const counts = new Map<number, number>();
  for (let host = 0; host < 16_000; host += 1) {
    const shard = stableHash(`host${host}.example.org`) % 16;
    counts.set(shard, (counts.get(shard) ?? 0) + 1);
  }
  expect(counts.size).toBe(16);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(130);
});
