import type { BlockShape } from './block-shape.js';
import { indexesAt, placeOf } from './place-values.js';
import type { Plan } from './plan.js';

/** Rows from the n-th to before another that are made in the same way: in blocks, or one by one. */
export type Stretch = { from: number; to: number; isInBlocks: boolean };

/** Building a block costs as much as a few blocks made row by row. */
const leastBlocks = 4;

/** Rows after which a stretch is told although it may go on: nobody should wait for its end. */
const mostPending = 1_000_000;

/** Divides rows where a number gets another length or an earlier variable changes: between, blocks can be counted up. */
export function* stretches(plan: Plan, shape: BlockShape | undefined, to: number): Generator<Stretch> {
  let pending = 0;
  for (let from = 0; shape !== undefined && from < to;) {
    const end = Math.min(to, uniformEnd(plan, shape, from, to));
    const blocks = isNegative(plan, shape, from) ? 0 : Math.floor((end - from) / shape.rows);
    const counted = blocks < leastBlocks ? from : from + blocks * shape.rows;
    if (pending < from && (counted > from || from - pending > mostPending)) {
      yield { from: pending, to: from, isInBlocks: false };
      pending = from;
    }
    if (counted > from) {
      yield { from, to: counted, isInBlocks: true };
      pending = counted;
    }
    from = end;
  }
  if (pending < to) yield { from: pending, to, isInBlocks: false };
}

/** The end of the rows that differ from row `from` only in the digits of counting numbers of the same length. */
function uniformEnd(plan: Plan, shape: BlockShape, from: number, to: number): number {
  const end = Math.min(to, cycleEnd(plan, shape, from));
  if (end - from < shape.rows * leastBlocks) return end;
  const here = lengthsAt(plan, shape, from);
  let low = from;
  let high = end;
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2);
    if (lengthsAt(plan, shape, middle) === here) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first row after `from` for which a variable left of the counting one changes. */
function cycleEnd(plan: Plan, { rowsPerCycle }: BlockShape, from: number): number {
  if (rowsPerCycle === undefined) return Infinity;
  const { stride } = plan.selection;
  const left = rowsPerCycle - (BigInt(placeOf(from, plan)) % rowsPerCycle);
  return from + Number((left + stride - 1n) / stride);
}

function lengthsAt(plan: Plan, shape: BlockShape, nth: number): string {
  return countsAt(plan, shape, nth)
    .map((count) => (count < 0n ? '-' : count.toString().length))
    .join();
}

/** Negative numbers count in the other direction, so they make no blocks. */
function isNegative(plan: Plan, shape: BlockShape, nth: number): boolean {
  return countsAt(plan, shape, nth).some((count) => count < 0n);
}

/** The counting numbers in the n-th row. */
function countsAt(plan: Plan, { increments }: BlockShape, nth: number): bigint[] {
  const indexes = indexesAt(placeOf(nth, plan), plan);
  return [...increments.keys()].map((position) => {
    const { start, step } = plan.variables[position]?.progression ?? { start: 0n, step: 0n };
    return start + BigInt(indexes[position] ?? 0) * step;
  });
}
