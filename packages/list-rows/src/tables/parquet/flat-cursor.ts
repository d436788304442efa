import type { Cells } from '../table.js';
import type { ColumnCursor } from './column-cursor.js';
import type { ColumnPages, Page } from './column-pages.js';
import { PageCells } from './page-cells.js';
import type { LeafPlace } from './schema-node.js';

/** A cursor over a column whose rows are values: a page is in memory at a time. */
export class FlatCursor implements ColumnCursor {
  readonly #pages: ColumnPages;
  readonly #cellsOf: PageCells;
  #page: Page | undefined;
  #cells: Cells | undefined;
  #at = 0;
  #toSkip = 0;

  constructor(pages: ColumnPages, leaf: LeafPlace) {
    this.#pages = pages;
    this.#cellsOf = new PageCells(leaf);
  }

  async load(): Promise<number> {
    while (this.#page === undefined || this.#at >= this.#page.count) {
      const next = await this.#pages.next((count) => count <= this.#toSkip);
      if (next === undefined) return 0;
      if ('skipped' in next) this.#toSkip -= next.skipped;
      else {
        this.#page = next;
        this.#cells = this.#cellsOf.of(next);
        this.#at = this.#toSkip;
        this.#toSkip = 0;
      }
    }
    return this.#page.count - this.#at;
  }

  cells(): Cells {
    const [cells, first] = [this.#cells, this.#at];
    if (cells === undefined) throw new Error('no page is loaded');
    if (first === 0) return cells;
    return { value: (at) => cells.value(first + at), json: (at) => cells.json(first + at) };
  }

  advance(rows: number): void {
    this.#at += rows;
  }

  skip(rows: number): void {
    this.#toSkip = rows;
  }
}
