import { createRandom, stableHash } from '@fetchutils/plumbing';

import { shuffle } from './shuffle.js';

/** An order for the URLs of a class that the seed and the class alone decide, whichever other classes are picked. */
export function shuffleClass<Url>(urls: readonly Url[], wnid: string, seed: number): Url[] {
  const high = BigInt(stableHash(`${seed} ${wnid}`));
  return shuffle(urls, createRandom((high << 32n) | BigInt(stableHash(`${wnid} ${seed}`))));
}
