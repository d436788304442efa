import { FetchError } from '@fetchutils/plumbing/http';

import type { PfetchOptions } from '../options/options.js';
import { decodePixels } from '../body/pixels/decode-pixels.js';
import { createLikenessJudge } from '../body/pixels/likeness.js';
import { loadSharp } from '../body/pixels/load-sharp.js';

/** Judges a picture by its pixels, for --decode and --like; undefined, and nothing is loaded, where neither is asked for. */
export async function createPixelJudge({ decode, like, likeDistance }: PfetchOptions) {
  if (!decode && like.length === 0) return undefined;
  const sharp = await loadSharp(decode ? '--decode' : '--like');
  const likenessOf = like.length === 0 ? undefined : await createLikenessJudge(sharp, like, likeDistance);

  return async (path: string, type: string): Promise<FetchError | undefined> => {
    const fault = decode ? await decodePixels(sharp, path, type) : undefined;
    if (fault !== undefined) return new FetchError('image', fault.code, fault.message);
    const likeness = await likenessOf?.(path);
    if (likeness === undefined) return undefined;
    const { file, distance } = likeness;
    return new FetchError('placeholder', 'alike', `it looks like ${file} (distance ${distance})`);
  };
}
