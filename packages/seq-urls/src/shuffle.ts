import { createRandom } from '@fetchutils/plumbing';

import type { Index } from './spec/values.js';

const rounds = 8;

/**
 * A permutation of the whole numbers below `size`, the same for the same seed, that needs no memory: a Feistel
 * network over a grid just larger than the range, walked on until it is back inside.
 */
export function createShuffle(size: bigint, seed: number): (index: Index) => Index {
  const random = createRandom(seed);
  const keys = Array.from({ length: rounds }, () => random.uint32());
  const permute = size <= BigInt(Number.MAX_SAFE_INTEGER) ? permuteSmall : permuteLarge;
  return permute(size, keys);
}

function permuteSmall(size: bigint, keys: number[]): (index: Index) => Index {
  const end = Number(size);
  const columns = Math.max(1, Math.ceil(Math.sqrt(end)));
  const lines = Math.max(1, Math.ceil(end / columns));
  return (index) => {
    let place = Number(index);
    do {
      let line = Math.floor(place / columns);
      let column = place % columns;
      for (let round = 0; round < rounds; round += 2) {
        line = (line + mix(column, keys[round])) % lines;
        column = (column + mix(line, keys[round + 1])) % columns;
      }
      place = line * columns + column;
    } while (place >= end);
    return place;
  };
}

function permuteLarge(size: bigint, keys: number[]): (index: Index) => Index {
  const columns = 1n << BigInt(Math.ceil(size.toString(2).length / 2));
  const lines = (size + columns - 1n) / columns;
  return (index) => {
    let place = BigInt(index);
    do {
      let line = place / columns;
      let column = place % columns;
      for (let round = 0; round < rounds; round += 2) {
        line = (line + mixLarge(column, columns, keys[round])) % lines;
        column = (column + mixLarge(line, columns, keys[round + 1])) % columns;
      }
      place = line * columns + column;
    } while (place >= size);
    return place;
  };
}

/** 32 bits that depend on every bit of `value` and key (the finaliser of MurmurHash3). */
function mix(value: number, key = 0): number {
  let hash = (value ^ key) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** As many bits as `below` has and 32 more, so that the remainder by it is even. */
function mixLarge(value: bigint, below: bigint, key = 0): bigint {
  let folded = key;
  for (let rest = value; rest > 0n; rest >>= 32n) folded = mix(Number(rest & 0xffffffffn), folded);
  let bits = 0n;
  for (let limit = 1n; limit < below << 32n; limit <<= 32n) {
    folded = mix(folded, 0x9e3779b9);
    bits = (bits << 32n) | BigInt(folded);
  }
  return bits;
}
