import type { Selection } from '../selection.js';
import type { Index, Value, Values } from '../spec/values.js';

/** A place in a row where the value of a variable is written. */
export type Slot = {
  /** The variable's position among those of the plan. */
  variable: number;
  write: (value: Value) => string;
  /** What is written are the value's decimal digits and nothing else, perhaps after zeros. */
  isDecimal: boolean;
};

/** A row as it is printed: texts, and slots between them. */
export type RowLayout = readonly (string | Slot)[];

/** All that decides which rows are printed and how they look. */
export type Plan = {
  /** In the order of their first appearance: the last varies fastest. */
  variables: readonly Values[];
  isZipped: boolean;
  layout: RowLayout;
  selection: Selection;
  /** Where the row at each place of the sequence comes from. */
  shuffle: ((place: Index) => Index) | undefined;
  /** Where a value may break its URL: tells of it, and is true for a row to leave out. */
  isRefused: ((values: readonly Value[]) => boolean) | undefined;
};
