import type { Cells } from '../table.js';

/** Walks through the rows of one column in one row group. */
export type ColumnCursor = {
  /** Settles when there is at least one row, or the group is at its end; the number of rows that can be had at once. */
  load(): Promise<number>;
  /** The cells of the rows that are there, the first of them at 0. */
  cells(): Cells;
  /** Rows are done with; no more than were there. */
  advance(rows: number): void;
  /** Leaves rows out before the first is loaded; pages of nothing else are not unpacked. */
  skip(rows: number): void;
};
