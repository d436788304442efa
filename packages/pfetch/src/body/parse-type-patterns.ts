import { BadValue } from '@fetchutils/plumbing';

import { canonicalType } from './canonical-type.js';

/** Reads the value of `--accept`: media types and families, with commas between them. */
export function parseTypePatterns(text: string): string[] {
  const patterns = text.split(',').map((pattern) => canonicalType(pattern));
  if (patterns.every((pattern) => /^(?:\*\/\*|[\w.+-]+\/(?:\*|[\w.+-]+))$/.test(pattern))) return patterns;
  throw new BadValue('media types such as image/* or image/jpeg,application/pdf');
}
