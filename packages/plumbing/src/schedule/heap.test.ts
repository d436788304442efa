import fc from 'fast-check';
import { expect, it } from 'vitest';

import { Heap } from './heap.js';

it('gives out what was put in by order, whatever comes between', () => {
  const step = fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const heap = new Heap<number>((one, other) => one < other);
      const model: number[] = [];
      for (const item of steps) {
        if (item === undefined) expect(heap.shift()).toBe(model.shift());
        else {
          heap.push(item);
          model.push(item);
          model.sort((a, b) => a - b);
        }
        expect([heap.first, heap.length]).toEqual([model[0], model.length]);
      }
    }),
  );
});
