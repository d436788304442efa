import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { selectRows } from '../selection.js';
import { integerRange } from '../spec/integer-range.js';
import { listValues } from '../spec/listed-values.js';
import { generate } from './generate.js';
import type { Plan, RowLayout, Slot } from './plan.js';
import { scatteredRows } from './scattered-rows.js';

function planOf(variables: Plan['variables'], more: Partial<Plan> = {}): Plan {
  const slots = variables.map((values, variable): Slot => {
    return { variable, write: String, isDecimal: values.progression !== undefined };
  });
  const layout: RowLayout = ['é', ...slots.flatMap((slot) => [slot, '-', slot, ' ']), '\n'];
  const size = variables.reduce((product, { size = 0n }) => product * size, 1n);
  const selection = selectRows(size, { skip: 0n, take: undefined, shard: undefined });
  return { variables, isZipped: false, layout, selection, shuffle: undefined, isRefused: undefined, ...more };
}

function textOf(rows: Iterable<string | Uint8Array>): string {
  let text = '';
  for (const some of rows) text += typeof some === 'string' ? some : Buffer.from(some).toString();
  return text;
}

/** Says where two long texts differ instead of printing both. */
function expectSame(made: string, expected: string): void {
  if (made === expected) return;
  const lines = expected.split('\n');
  const at = made.split('\n').findIndex((line, index) => line !== lines[index]);
  expect({ at, line: made.split('\n')[at] }).toEqual({ at, line: lines[at] });
}

const range = (most: number) =>
  fc
    .tuple(
      fc.oneof(fc.bigInt({ min: -30_000n, max: 30_000n }), fc.bigInt({ min: 10n ** 15n, max: 10n ** 19n })),
      fc.oneof(fc.bigInt({ min: 1n, max: 12n }), fc.bigInt({ min: -999n, max: -1n })),
      fc.integer({ min: 1, max: most }),
      fc.constantFrom(0, 7),
    )
    .map(([start, step, size, width]) => integerRange({ start, step, width }, BigInt(size)));

const list = fc
  .array(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 })
  .map(listValues);

const selection = fc.record({
  skip: fc.bigInt({ min: 0n, max: 5000n }),
  take: fc.constantFrom(undefined, 60_000n),
  shard: fc.constantFrom(undefined, { index: 1, count: 3 }, { index: 0, count: 10 }),
});

describe('blocks that are counted up hold the rows that are made one by one', () => {
  // A failure is told as it is: to shrink ten thousands of rows takes minutes.
  const settings = { numRuns: 25, endOnFailure: true };

  test('for a range alone', () => {
    fc.assert(
      fc.property(range(80_000), selection, (values, wanted) => {
        const plan = planOf([values], { selection: selectRows(values.size, wanted) });
        expectSame(textOf(generate(plan)), textOf(scatteredRows(plan, 0, Number(plan.selection.count))));
      }),
      settings,
    );
  });

  test('for a range before a few values', () => {
    fc.assert(
      fc.property(range(20_000), list, range(3), selection, (values, few, fewer, wanted) => {
        const variables = [values, few, fewer];
        const size = variables.reduce((product, { size = 0n }) => product * size, 1n);
        const plan = planOf(variables, { selection: selectRows(size, { ...wanted, take: 60_000n }) });
        expectSame(textOf(generate(plan)), textOf(scatteredRows(plan, 0, Number(plan.selection.count))));
      }),
      settings,
    );
  });

  test('for a long range after others', () => {
    fc.assert(
      fc.property(list, range(30_000), (few, values) => {
        const plan = planOf([few, values]);
        expectSame(textOf(generate(plan)), textOf(scatteredRows(plan, 0, Number(plan.selection.count))));
      }),
      settings,
    );
  });

  test('for ranges side by side', () => {
    fc.assert(
      fc.property(range(1), range(1), fc.integer({ min: 1, max: 60_000 }), (one, other, size) => {
        const variables = [one, other].map(({ progression }) => {
          return integerRange(progression ?? { start: 1n, step: 1n, width: 0 }, BigInt(size));
        });
        const every = { skip: 0n, take: undefined, shard: undefined };
        const plan = planOf(variables, { isZipped: true, selection: selectRows(BigInt(size), every) });
        expectSame(textOf(generate(plan)), textOf(scatteredRows(plan, 0, size)));
      }),
      settings,
    );
  });
});

test('nearly all rows come as the same bytes counted up, so memory stays flat', () => {
  const buffers = new Set<unknown>();
  let blocks = 0;
  for (const rows of generate(planOf([integerRange({ start: 1n, step: 1n, width: 0 }, 2_000_000n)]))) {
    if (typeof rows === 'string') continue;
    buffers.add(rows.buffer);
    blocks++;
  }
  expect(buffers.size).toBeLessThan(5);
  expect(blocks).toBeGreaterThan(450);
});
