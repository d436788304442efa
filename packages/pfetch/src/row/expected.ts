import { type DigestName, digestLengths, isDigest, type Row } from '@fetchutils/plumbing';

import type { Expected } from './job.js';

/** What a row says of its body: `size`, `sha256` and the digests asked for; a string is what is wrong with it. */
export function expectedOf(row: Row, algorithms: readonly DigestName[]): Expected | string | undefined {
  const digests: [string, string][] = [];
  for (const algorithm of algorithms) {
    const hex = row[algorithm];
    if (hex === undefined || hex === null || hex === '') continue;
    if (!isDigest(algorithm, hex)) return `${algorithm} must be ${digestLengths[algorithm]} hex digits`;
    digests.push([algorithm, hex.toLowerCase()]);
  }
  const size = sizeOf(row['size']);
  if (size === undefined) return digests.length === 0 ? undefined : { digests };
  return Number.isSafeInteger(size) && size >= 0 ? { digests, size } : 'size must be a number of bytes';
}

/** `"size":"large"` is a column of the user's, and no promise about bytes. */
function sizeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}
