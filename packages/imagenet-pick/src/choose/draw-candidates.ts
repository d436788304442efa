import { createRandom } from '@fetchutils/plumbing';

import { shuffle } from '../urls/shuffle.js';
import type { ClassCount } from '../wordnet/class-count.js';

/** Candidates in an order that depends on nothing but which they are and the seed: not on the list's order, nor on --min-urls. */
export function drawCandidates(candidates: readonly ClassCount[], seed: number): ClassCount[] {
  const sorted = [...candidates].sort((a, b) => (a.wnid < b.wnid ? -1 : 1));
  return shuffle(sorted, createRandom(seed));
}
