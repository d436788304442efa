import { blockShape, type BlockShape } from './block-shape.js';
import { createDigitBlock } from './digit-block.js';
import { orderedRows } from './ordered-rows.js';
import type { Plan } from './plan.js';
import { scatteredRows } from './scattered-rows.js';
import { stretches } from './stretches.js';

/**
 * The selected rows as text or bytes, many at a time, in order. Bytes are only good until the next ones are asked
 * for: they are the same block, counted up.
 */
export function* generate(plan: Plan): Generator<string | Uint8Array> {
  const shape = blockShape(plan);
  const isOrdered =
    plan.variables.length > 0 && !plan.isZipped && plan.shuffle === undefined && plan.isRefused === undefined;
  // More rows than anyone can wait for count as endless; every number up to here is exact.
  const count = Math.min(Number(plan.selection.count ?? Infinity), Number.MAX_SAFE_INTEGER);
  for (const { from, to, isInBlocks } of stretches(plan, shape, count)) {
    if (isInBlocks && shape !== undefined) yield* blocks(plan, shape, from, to);
    else yield* isOrdered ? orderedRows(plan, from, to) : scatteredRows(plan, from, to);
  }
}

function* blocks(
  plan: Plan,
  { rows, increments }: BlockShape,
  from: number,
  to: number,
): Generator<Uint8Array> {
  const block = createDigitBlock(plan, from, rows, increments);
  yield block.bytes;
  for (let next = from + rows; next < to; next += rows) {
    block.advance();
    yield block.bytes;
  }
}
