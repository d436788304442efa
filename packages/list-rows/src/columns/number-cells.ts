import type { Cells } from '../tables/table.js';

const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** The cells of a column of text that holds numbers: they keep their digits, an empty one is null, others stay text. */
export function asNumbers(cells: Cells): Cells {
  return {
    value(at) {
      const value = cells.value(at);
      if (typeof value !== 'string') return value;
      if (value === '') return null;
      return number.test(value) ? Number(value) : value;
    },
    json(at) {
      const value = cells.value(at);
      if (typeof value !== 'string') return cells.json(at);
      if (value === '') return 'null';
      return number.test(value) ? value : cells.json(at);
    },
  };
}
