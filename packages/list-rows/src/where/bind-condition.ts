import type { Cells } from '../tables/table.js';
import { compareMoments, compareValues, isAbsent } from './compare-values.js';
import type { Comparison, Condition, Operand, Operator } from './condition.js';

/** Whether a condition holds for a row; undefined where a value that it asks for is not there, as SQL has it. */
export type RowTest = (at: number) => boolean | undefined;

/** A condition over the cells of a batch. */
export function bindCondition(condition: Condition, cellsOf: (column: string) => Cells | undefined): RowTest {
  switch (condition.kind) {
    case 'comparison':
      return bindComparison(condition, cellsOf);
    case 'not': {
      const part = bindCondition(condition.part, cellsOf);
      return (at) => {
        const holds = part(at);
        return holds === undefined ? undefined : !holds;
      };
    }
    case 'and':
    case 'or': {
      const left = bindCondition(condition.left, cellsOf);
      const right = bindCondition(condition.right, cellsOf);
      // What one side settles, the other need not know.
      const settles = condition.kind === 'or';
      return (at) => {
        const first = left(at);
        if (first === settles) return settles;
        const second = right(at);
        if (second === settles) return settles;
        return first === undefined || second === undefined ? undefined : !settles;
      };
    }
  }
}

/** Whether two values that stand in an order are as the operator has it. */
export const holdsFor: Readonly<Record<Operator, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function bindComparison(
  { operator, left, right, areMoments = false }: Comparison,
  cellsOf: (column: string) => Cells | undefined,
): RowTest {
  const first = bindOperand(left, cellsOf);
  if ('literal' in right && right.literal === null) {
    const wanted = operator === '=';
    return (at) => isAbsent(first(at)) === wanted;
  }
  const second = bindOperand(right, cellsOf);
  const holds = holdsFor[operator];
  const compare = areMoments ? compareMoments : compareValues;
  return (at) => {
    const order = compare(first(at), second(at));
    return order === undefined ? undefined : holds(order);
  };
}

function bindOperand(
  operand: Operand,
  cellsOf: (column: string) => Cells | undefined,
): (at: number) => unknown {
  if ('literal' in operand) return () => operand.literal;
  const cells = cellsOf(operand.column);
  return cells === undefined ? () => undefined : (at) => cells.value(at);
}
