import { createRandom } from '@fetchutils/plumbing';
import { expect, it } from 'vitest';

import type { Bounds, GroupInfo } from '../tables/table.js';
import { bindCondition } from './bind-condition.js';
import { mayHold } from './may-hold.js';
import { parseCondition } from './parse-condition.js';

const random = createRandom(3);
const names = ['a', 'b', 'c'];
type Value = number | string | null;

it('leaves out no group that has a row for which a condition holds', () => {
  let leftOut = 0;
  for (let round = 0; round < 5000; round += 1) {
    const columns = new Map(names.map((name) => [name, columnOf(name)]));
    const text = conditionOf(3);
    const condition = parseCondition(text);
    const test = bindCondition(condition, (name) => {
      const values = columns.get(name) ?? [];
      return { value: (at) => values[at], json: () => undefined };
    });
    const holds = [0, 1, 2, 3].some((at) => test(at) === true);
    const may = mayHold(condition, groupOf(columns));
    if (!may) leftOut += 1;
    if (holds) expect([text, [...columns], may]).toEqual([text, [...columns], true]);
  }
  // It would be easy to leave out none.
  expect(leftOut).toBeGreaterThan(1000);
});

/** Numbers, some of them NaN, or texts; `c` may have no bounds. */
function columnOf(name: string): Value[] {
  const kinds = [1, 2, 3, 4, NaN, null];
  const span = 1 + random.below(kinds.length);
  const values = [0, 1, 2, 3].map(() => kinds[random.below(span)] ?? null);
  return name === 'b' ? values.map((value) => (value === null ? null : `t${value}`)) : values;
}

function groupOf(columns: ReadonlyMap<string, readonly Value[]>): GroupInfo {
  const boundsOf = (name: string): Bounds | undefined => {
    const values = columns.get(name) ?? [];
    const nulls = values.filter((value) => value === null).length;
    const sorted = values.filter((value) => value !== null && !Number.isNaN(value)).sort();
    if (name === 'c' && nulls > 0) return undefined;
    if (sorted.length === 0 && nulls < values.length) return undefined;
    return { min: sorted[0], max: sorted.at(-1), nulls, mayHaveNaN: name !== 'b' };
  };
  return { index: 0, rows: 4, bytesOf: () => 0, boundsOf };
}

function conditionOf(depth: number): string {
  const kind = depth === 0 ? 3 : random.below(6);
  if (kind === 0) return `not (${conditionOf(depth - 1)})`;
  if (kind <= 2)
    return `(${conditionOf(depth - 1)}) ${kind === 1 ? 'and' : 'or'} (${conditionOf(depth - 1)})`;
  const name = names[random.below(3)] ?? '';
  const value = random.below(7);
  const operator = ['=', '!=', '<', '<=', '>', '>='][random.below(value === 6 ? 2 : 6)] ?? '';
  return `${name} ${operator} ${value === 6 ? 'null' : name === 'b' ? `'t${value}'` : value}`;
}
