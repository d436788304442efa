import type { Bounds, GroupInfo } from '../tables/table.js';
import { holdsFor } from './bind-condition.js';
import { compareValues } from './compare-values.js';
import type { Comparison, Condition } from './condition.js';

/** False where the bounds of a row group say that a condition holds for none of its rows. */
export function mayHold(condition: Condition, group: GroupInfo): boolean {
  return outcomesOf(condition, group).true;
}

/** Which outcomes the rows of a group may have; what is unknown for a row is neither. */
type Outcomes = { true: boolean; false: boolean };

function outcomesOf(condition: Condition, group: GroupInfo): Outcomes {
  switch (condition.kind) {
    case 'comparison':
      return outcomesOfComparison(condition, group);
    case 'not': {
      const part = outcomesOf(condition.part, group);
      return { true: part.false, false: part.true };
    }
    case 'and':
    case 'or': {
      const [left, right] = [outcomesOf(condition.left, group), outcomesOf(condition.right, group)];
      return condition.kind === 'and'
        ? { true: left.true && right.true, false: left.false || right.false }
        : { true: left.true || right.true, false: left.false && right.false };
    }
  }
}

const both: Outcomes = { true: true, false: true };

function outcomesOfComparison({ operator, left, right }: Comparison, group: GroupInfo): Outcomes {
  const bounds = group.boundsOf(left.column);
  if (bounds === undefined || !('literal' in right)) return both;
  if (right.literal === null) {
    const isNull = outcomesOfNull(bounds);
    return operator === '=' ? isNull : { true: isNull.false, false: isNull.true };
  }
  if (bounds.min === undefined && bounds.max === undefined) return { true: false, false: false };
  const [least, most] = [compareValues(bounds.min, right.literal), compareValues(bounds.max, right.literal)];
  if (least === undefined || most === undefined) return both;
  // Between the ends lie values below, above, and maybe at what is asked for.
  const orders = [least, most, ...(least < 0 && most > 0 ? [0] : [])];
  const holds = holdsFor[operator];
  return { true: orders.some(holds), false: !orders.every(holds) };
}

function outcomesOfNull({ min, nulls, mayHaveNaN }: Bounds): Outcomes {
  return { true: mayHaveNaN || nulls !== 0, false: min !== undefined };
}
