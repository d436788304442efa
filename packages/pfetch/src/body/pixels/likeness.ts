import { reasonOf, UsageError } from '@fetchutils/plumbing';

import { hashDistance, perceptualHash } from './perceptual-hash.js';
import type { Sharp } from './load-sharp.js';
import { usualDistance } from './usual-distance.js';

/** Which of the given pictures a picture looks like, and how much: 0 is most alike. */
export type Likeness = { file: string; distance: number };

/** Makes the judge of `--like`: the nearest of the given pictures within `maxDistance`, or undefined. */
export async function createLikenessJudge(
  sharp: Sharp,
  files: readonly string[],
  maxDistance = usualDistance,
) {
  const wanted = await Promise.all(files.map(async (file) => ({ file, hash: await hashOf(sharp, file) })));

  return async (input: string | Buffer): Promise<Likeness | undefined> => {
    const hash = await perceptualHash(sharp, input).catch(() => undefined);
    if (hash === undefined) return undefined; // what does not decode looks like nothing; --decode rejects it
    const found = wanted.map(({ file, hash: other }) => ({ file, distance: hashDistance(hash, other) }));
    return found.filter(({ distance }) => distance <= maxDistance).sort((a, b) => a.distance - b.distance)[0];
  };
}

async function hashOf(sharp: Sharp, file: string): Promise<bigint> {
  try {
    return await perceptualHash(sharp, file);
  } catch (error) {
    throw new UsageError(`--like ${file}: no picture that can be decoded: ${reasonOf(error)}`);
  }
}
