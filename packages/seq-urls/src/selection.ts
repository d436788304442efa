/** Which rows of the whole sequence are wanted, before anything is generated. */
export type Wanted = {
  skip: bigint;
  take: bigint | undefined;
  /** Counted from 0. */
  shard: { index: number; count: number } | undefined;
};

/** The wanted rows as an arithmetic progression of row indexes; `count` is undefined where there is no end. */
export type Selection = { first: bigint; stride: bigint; count: bigint | undefined };

/** Works out where the rows begin and how far apart they stand: a shard takes every n-th row, then skip and take count its rows. */
export function selectRows(size: bigint | undefined, { skip, take, shard }: Wanted): Selection {
  const stride = BigInt(shard?.count ?? 1);
  const offset = BigInt(shard?.index ?? 0);
  const first = offset + skip * stride;
  const left = size === undefined ? undefined : atLeastZero((size - first + stride - 1n) / stride);
  const count = left === undefined || (take !== undefined && take < left) ? take : left;
  return { first, stride, count };
}

function atLeastZero(count: bigint): bigint {
  return count < 0n ? 0n : count;
}
