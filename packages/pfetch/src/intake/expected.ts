import { digestLengths, type Row } from '@fetchutils/plumbing';

import type { Expected } from './job.js';

const hexLengths: Readonly<Record<string, number>> = digestLengths;

/** What a row says of its body: `size`, `sha256` and the digests asked for; a string is what is wrong with it. */
export function expectedOf(row: Row, algorithms: readonly string[]): Expected | string | undefined {
  const digests: [string, string][] = [];
  for (const algorithm of algorithms) {
    const hex = row[algorithm];
    if (hex === undefined || hex === null) continue;
    if (typeof hex !== 'string' || hex.length !== hexLengths[algorithm] || !/^[0-9a-f]+$/i.test(hex)) {
      return `${algorithm} must be ${hexLengths[algorithm]} hex digits`;
    }
    digests.push([algorithm, hex.toLowerCase()]);
  }
  const size = row['size'] ?? undefined;
  if (size === undefined) return digests.length === 0 ? undefined : { digests };
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
    return 'size must be a number of bytes';
  return { digests, size };
}
