import { stableHash } from '@fetchutils/plumbing';

/** Whether a row of a list is in a sample. */
export type SampleTest = (row: number) => boolean;

/**
 * A share of the rows of a list, which its name, its number and the seed choose: the same on every machine, and whatever
 * other rows are read.
 */
export function sampleRows(share: number, seed: number, list: string): SampleTest {
  const start = stableHash(`${seed} ${list}`);
  const limit = share * 2 ** 32;
  return (row) => mix(start, row) < limit;
}

/** 32 bits that look random (murmur3's finish). */
function mix(start: number, row: number): number {
  let hash = start ^ Math.imul(row | 0, 0x9e3779b1) ^ Math.imul(Math.floor(row / 2 ** 32), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
