import type { PfetchOptions } from '../options/options.js';

/** True where only pictures are wanted: with --image, and with what asks something of a picture. */
export function isPictureRun(options: PfetchOptions): boolean {
  const { image, minDimensions, maxDimensions, aspect, svg, decode, like } = options;
  return (
    image || svg || decode || like.length > 0 || (minDimensions ?? maxDimensions ?? aspect) !== undefined
  );
}
