import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { selectRows, type Selection } from './selection.js';

const everything = { skip: 0n, take: undefined, shard: undefined };

function rowsOf({ first, stride, count = 0n }: Selection): bigint[] {
  return Array.from({ length: Number(count) }, (_, nth) => first + BigInt(nth) * stride);
}

describe('selectRows', () => {
  test('the shards of a range are a partition of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 40 }), (size, count) => {
        const shards = Array.from({ length: count }, (_, index) =>
          rowsOf(selectRows(BigInt(size), { ...everything, shard: { index, count } })),
        );
        const all = shards.flat().sort((a, b) => Number(a - b));
        expect(all).toEqual(Array.from({ length: size }, (_, index) => BigInt(index)));
        const sizes = shards.map((shard) => shard.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('skip and take cut a slice out of the shard', () => {
    const small = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(small, small, small, fc.integer({ min: 1, max: 5 }), (size, skip, take, count) => {
        const shard = { index: count - 1, count };
        const whole = rowsOf(selectRows(BigInt(size), { ...everything, shard }));
        const cut = rowsOf(selectRows(BigInt(size), { skip: BigInt(skip), take: BigInt(take), shard }));
        expect(cut).toEqual(whole.slice(skip, skip + take));
      }),
    );
  });

  test('an open range ends only where take says', () => {
    expect(selectRows(undefined, everything).count).toBeUndefined();
    expect(selectRows(undefined, { ...everything, skip: 5n, take: 3n })).toEqual({
      first: 5n,
      stride: 1n,
      count: 3n,
    });
  });
});
