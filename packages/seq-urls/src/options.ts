import type { Shard } from '@fetchutils/plumbing';

/** The options of seq-urls as its parts take them. */
export type Options = {
  skip: bigint;
  take: bigint | undefined;
  shard: Shard | undefined;
  shuffle: boolean;
  seed: number | undefined;
  zip: boolean;
  count: boolean;
  glob: boolean;
  stdin: boolean;
  format: string | undefined;
  plain: boolean;
  null: boolean;
};
