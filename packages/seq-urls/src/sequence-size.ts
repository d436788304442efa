import { UsageError } from '@fetchutils/plumbing';

import type { Variable } from './template/compile-url.js';

/** How many rows there are in all; undefined where there is no end. */
export function sequenceSize(variables: readonly Variable[], isZipped: boolean): bigint | undefined {
  return isZipped ? zippedSize(variables) : productSize(variables);
}

function productSize(variables: readonly Variable[]): bigint | undefined {
  const stuck = variables.slice(1).find(({ values }) => values.size === undefined);
  if (stuck !== undefined) {
    throw new UsageError(
      `${stuck.name}= has no end, so the variables before it would never change; give it one, or use --zip`,
    );
  }
  if (variables[0] !== undefined && variables[0].values.size === undefined) return undefined;
  return variables.reduce((product, { values }) => product * (values.size ?? 1n), 1n);
}

/** Open ranges number the rows of the others. */
function zippedSize(variables: readonly Variable[]): bigint | undefined {
  const [first, ...others] = variables.filter(({ values }) => values.size !== undefined);
  const unequal = others.find(({ values }) => values.size !== first?.values.size);
  if (first !== undefined && unequal !== undefined) {
    throw new UsageError(
      `--zip needs as many values of each: ${first.name} has ${first.values.size}, ` +
        `${unequal.name} has ${unequal.values.size}`,
    );
  }
  return first === undefined && variables.length === 0 ? 1n : first?.values.size;
}
