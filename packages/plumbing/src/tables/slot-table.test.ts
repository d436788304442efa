import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createSlotTable, maxReference } from './slot-table.js';

describe('createSlotTable', () => {
  it('finds every slot of every key, as a map of lists would', () => {
    // Few keys, close together: long runs, wrapped ends, growth in the middle.
    const edge = fc.constantFrom(0, 1, 2, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff);
    const entry = fc.tuple(edge, edge, fc.integer({ min: 0, max: maxReference }), fc.nat(0xffff));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 300 }), (entries) => {
        const table = createSlotTable();
        const model = new Map<string, string[]>();
        for (const [high, low, reference, tag] of entries) {
          table.insert(high, low, reference, tag);
          model.set(`${high} ${low}`, [...(model.get(`${high} ${low}`) ?? []), `${reference} ${tag}`]);
        }
        for (const [high, low] of entries) {
          const found: string[] = [];
          for (let slot = table.find(high, low); slot >= 0; slot = table.next(slot)) {
            found.push(`${table.reference(slot)} ${table.tag(slot)}`);
          }
          expect(found.sort()).toEqual(model.get(`${high} ${low}`)?.sort());
        }
        expect(table.find(5, 5)).toBe(-1);
        expect(table.size).toBe(entries.length);
      }),
    );
  });

  it('takes at most 30 bytes an entry, its room to grow included', () => {
    const table = createSlotTable();
    let seed = 1;
    const random = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0);
    for (let i = 1; i <= 300_000; i++) {
      table.insert(random(), random() >>> 8, i, 0);
      if (i > 50_000 && i % 1000 === 0) expect(table.bytes / i).toBeLessThan(30);
    }
  });
});
