import type { httpOptions, OptionValues, rowOutputOptions, Shard } from '@fetchutils/plumbing';

import type { ExistsRule } from './find-end/exists-rule.js';

/** The options of seq-urls as its parts take them. */
export type Options = RowOptions & FindEndOptions & OptionValues<typeof rowOutputOptions>;

/** Which rows are written. */
export type RowOptions = {
  skip: bigint;
  take: bigint | undefined;
  shard: Shard | undefined;
  shuffle: boolean;
  seed: number | undefined;
  zip: boolean;
  count: boolean;
  glob: boolean;
  stdin: boolean;
};

/** How the end of a range is searched. */
export type FindEndOptions = OptionValues<typeof httpOptions> & {
  findEnd: string | undefined;
  uptoEnd: boolean;
  exists: ExistsRule;
  probes: number;
  misses: number;
  atLeast: bigint | undefined;
  maxRequests: number;
  jobs: number;
};
