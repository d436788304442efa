import type { Size } from '@fetchutils/plumbing';

import type { Fault } from './fault.js';

/** What `--min-dimensions`, `--max-dimensions`, `--aspect` and `--svg` ask of a picture. */
export type ImageLimits = {
  min?: Size | undefined;
  max?: Size | undefined;
  /** Width divided by height. */
  aspect?: { min: number; max: number } | undefined;
  svg?: boolean | undefined;
};

/** What is wrong with a picture of this size, sides as stored; undefined where it is within the limits. */
export function judgeSize(
  { min, max, aspect }: ImageLimits,
  width: number,
  height: number,
): Fault | undefined {
  if (min && (width < min.width || height < min.height)) {
    return { code: 'too-small', message: `${width}x${height} is less than ${min.width}x${min.height}` };
  }
  if (max && (width > max.width || height > max.height)) {
    return { code: 'too-large', message: `${width}x${height} is more than ${max.width}x${max.height}` };
  }
  const ratio = width / height;
  if (aspect && (ratio < aspect.min || ratio > aspect.max)) {
    return { code: 'aspect', message: `${width}x${height} is outside the wanted aspect` };
  }
  return undefined;
}
