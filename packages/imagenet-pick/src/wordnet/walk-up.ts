import type { Lexicon } from './lexicon.js';

/** A class and all above it, nearest first, each once however many ways lead there. */
export function* walkUp(lexicon: Lexicon, wnid: string): Generator<{ wnid: string; distance: number }> {
  const met = new Set([wnid]);
  let level = [wnid];
  for (let distance = 0; level.length > 0; distance += 1) {
    const above: string[] = [];
    for (const current of level) {
      yield { wnid: current, distance };
      for (const parent of lexicon.parentsOf(current) ?? []) {
        if (met.has(parent)) continue;
        met.add(parent);
        above.push(parent);
      }
    }
    level = above;
  }
}

/** How many steps lead from a class to the top, by the shortest way; unknown for a class without a place in the hierarchy. */
export function findDepth(lexicon: Lexicon, wnid: string): number | undefined {
  for (const above of walkUp(lexicon, wnid)) {
    if (lexicon.parentsOf(above.wnid)?.length === 0) return above.distance;
  }
  return undefined;
}
