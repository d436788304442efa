import { membersOf, type Row } from '@fetchutils/plumbing';

import type { BadRow, Batch, Column } from '../table.js';

/** A row with its text as it stood. */
export type TextRow = { readonly number: number; readonly text: string; readonly row: Row };

/** A batch that can also hand over the text of a whole row, where it goes out as it came in. */
export type RowBatch = Batch & { text(at: number): string };

/** Rows that bring their own columns, as a batch with the columns of them all. */
export function toRowBatch(rows: readonly TextRow[], bad: readonly BadRow[]): RowBatch {
  const names = new Set<string>();
  for (const { row } of rows) for (const name in row) names.add(name);
  const texts = new MemberTexts(rows);
  const columns: Column[] = Array.from(names, (name) => ({
    name,
    cells: { value: (at) => rows[at]?.row[name], json: (at) => texts.find(at, name) },
  }));
  return {
    count: rows.length,
    columns,
    rowNumber: (at) => rows[at]?.number ?? 0,
    group: 1,
    bad,
    text: (at) => rows[at]?.text ?? '',
  };
}

/** Members by their text, so that a number keeps its digits; those of one row at a time. */
class MemberTexts {
  readonly #rows: readonly TextRow[];
  #at = -1;
  #texts = new Map<string, string>();

  constructor(rows: readonly TextRow[]) {
    this.#rows = rows;
  }

  find(at: number, name: string): string | undefined {
    if (at !== this.#at) this.#read(at);
    return this.#texts.get(name);
  }

  #read(at: number): void {
    this.#at = at;
    const text = this.#rows[at]?.text ?? '';
    this.#texts = new Map(
      membersOf(text).map(({ name, valueStart, end }) => [name, text.slice(valueStart, end)]),
    );
  }
}
