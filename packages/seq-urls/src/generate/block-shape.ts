import type { Plan, Slot } from './plan.js';

/**
 * How a block of rows becomes the next block: everything in it stays the same but the digits of the counting
 * variables, to each of which a constant is added.
 */
export type BlockShape = {
  rows: number;
  /** By position of the variable: what is added to it from one block to the next. */
  increments: ReadonlyMap<number, bigint>;
  /** Rows that share all variables before the counting one; undefined where there is no such end. */
  rowsPerCycle: bigint | undefined;
};

/** Rows in a block: some 200 kB, which stays in the processor's cache. */
const usualRows = 4096;

/** Combinations of the last variables that a block may hold: larger ones cost more memory than they save time. */
const mostCombinations = 100_000;

/** The shape of the plan's blocks; undefined where its rows have to be made one by one. */
export function blockShape(plan: Plan): BlockShape | undefined {
  if (plan.shuffle !== undefined || plan.isRefused !== undefined) return undefined;
  return plan.isZipped ? zippedShape(plan) : productShape(plan);
}

/** The variables after the counting one are few enough to be in the block with all their combinations. */
function productShape({ variables, layout, selection: { stride } }: Plan): BlockShape | undefined {
  let position = variables.length - 1;
  let combinations = 1n;
  while (position > 0) {
    const larger = combinations * (variables[position]?.size ?? 1n);
    if (larger > mostCombinations) break;
    combinations = larger;
    position--;
  }
  const counting = variables[position];
  const leastRows = combinations / greatestDivisor(combinations, stride);
  const rows = Number(leastRows) * roundRows(usualRows / Number(leastRows));
  if (counting?.progression === undefined || !isCountable(layout, position)) return undefined;
  const increment = ((BigInt(rows) * stride) / combinations) * counting.progression.step;
  const rowsPerCycle = counting.size === undefined ? undefined : counting.size * combinations;
  return { rows, increments: new Map([[position, increment]]), rowsPerCycle };
}

function zippedShape({ variables, layout, selection: { stride } }: Plan): BlockShape | undefined {
  const rows = roundRows(usualRows);
  const increments = new Map<number, bigint>();
  for (const [position, { progression }] of variables.entries()) {
    if (progression === undefined || !isCountable(layout, position)) return undefined;
    increments.set(position, BigInt(rows) * stride * progression.step);
  }
  return { rows, increments, rowsPerCycle: undefined };
}

function isCountable(layout: Plan['layout'], variable: number): boolean {
  const slots = layout.filter((part): part is Slot => typeof part !== 'string' && part.variable === variable);
  return slots.every((slot) => slot.isDecimal);
}

/** One digit and zeros: then the last digits of every row stay as they are, and few digits change. */
function roundRows(rows: number): number {
  if (rows < 1) return 1;
  const power = 10 ** Math.floor(Math.log10(rows));
  return Math.floor(rows / power) * power;
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b);
}
