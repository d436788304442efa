import { quote, UsageError } from '@fetchutils/plumbing';

import { integerRange } from '../spec/integer-range.js';
import type { Progression } from '../spec/values.js';
import type { Variable } from '../template/compile-url.js';
import type { Asked } from '../template/variables.js';

/** The variable of which the end is searched. */
export type SearchedVariable = Variable & { progression: Progression };

/** Finds the variable by its name; --find-end can do nothing with what is no range that counts up. */
export function searchedVariable(
  name: string,
  { template, variables, undefinedFields }: Asked,
): SearchedVariable {
  const missing = undefinedFields.find((field) => field.name === name) ?? undefinedFields[0];
  if (missing !== undefined)
    throw new UsageError(`${quote(missing.source)} has no values; add ${missing.name}=1..`);
  const variable = variables.find((candidate) => candidate.name === name);
  if (variable === undefined) {
    throw new UsageError(`--find-end ${quote(name)}: ${quote(template.source)} has no {${name}}`);
  }
  const { progression } = variable.values;
  if (progression === undefined || progression.step < 0n) {
    throw new UsageError(
      `--find-end ${quote(name)} needs a range of whole numbers that counts up, as ${name}=1..`,
    );
  }
  return { ...variable, progression };
}

/** The variables with the searched one cut down to `size` values from the `first` index on. */
export function cutVariables(
  variables: readonly Variable[],
  { name, progression: { start, step, width } }: SearchedVariable,
  first: number,
  size: number,
): Variable[] {
  const values = integerRange({ start: start + BigInt(first) * step, step, width }, BigInt(size));
  return variables.map((variable) => (variable.name === name ? { name, values } : variable));
}
