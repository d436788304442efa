import { noSuchColumn } from '../columns/find-url-column.js';
import { asNumbers } from '../columns/number-cells.js';
import type { Options } from '../options.js';
import type { Batch, Cells, ColumnInfo, GroupInfo, Table } from '../tables/table.js';
import { bindCondition } from '../where/bind-condition.js';
import { columnsIn, type Condition } from '../where/condition.js';
import { type ConditionSubject, resolveCondition } from '../where/resolve-condition.js';
import type { ListSelection, Selection } from './selection.js';

export type SelectTask = {
  options: Options;
  selection: Selection;
  /** Which of the lists it is, from 0; what its rows are drawn under; how it is called in messages. */
  nth: number;
  stem: string;
  label: string;
};

/** Chooses the rows of one table. */
export class RowSelector {
  /** The columns that must be read to choose. */
  readonly columns: readonly string[];
  readonly #list: ListSelection;
  readonly #where: Condition | undefined;
  readonly #numbers: ReadonlySet<string>;
  /** Columns that --where asks for and that no row has had, where every row brings its own. */
  readonly #unseen: Set<string>;

  /** `urlColumn` may still be unknown where every row brings its own columns. */
  constructor(table: Table, urlColumn: string | undefined, task: SelectTask) {
    const { options, selection, nth, stem, label } = task;
    const subject = subjectOf(table.columns, urlColumn, options, label);
    this.#where = options.where && resolveCondition(options.where, subject);
    const asked = this.#where === undefined ? [] : columnsIn(this.#where);
    this.columns = selection.needsUrls && urlColumn !== undefined ? [...asked, urlColumn] : asked;
    this.#numbers = new Set(options.numbers.flat());
    this.#unseen = new Set(table.columns === undefined ? asked : []);
    const hasGroups = table.groups !== undefined;
    this.#list = selection.ofList({ nth, stem, hasGroups, where: this.#where });
  }

  /** The rows of a group that must be read. */
  rowsOf(group: GroupInfo): { from: number; to: number } | undefined {
    return this.#list.rowsOf(group);
  }

  /** Whether a row of a batch goes out, asked of one after the other; undefined where all do. */
  testOf(batch: Batch, urlColumn: string | undefined): ((at: number) => boolean) | undefined {
    const byName = new Map(batch.columns.map(({ name, cells }) => [name, cells]));
    for (const name of this.#unseen) if (byName.has(name)) this.#unseen.delete(name);
    const urls = urlColumn === undefined ? undefined : byName.get(urlColumn);
    const cellsOf = (name: string): Cells | undefined => {
      const cells = byName.get(name) ?? (name === 'url' ? urls : undefined);
      return cells !== undefined && this.#numbers.has(name) ? asNumbers(cells) : cells;
    };
    const holds = this.#where && bindCondition(this.#where, cellsOf);
    return this.#list.testOf(batch, holds, urls);
  }

  /** Whether a row that could not be read is answered. */
  admitsBad(row: number): boolean {
    return this.#list.admitsBad(row);
  }

  /** A column that --where asks for and that none of the rows had. */
  get unseenColumn(): string | undefined {
    const [first] = this.#unseen;
    return first === 'url' ? undefined : first;
  }
}

function subjectOf(
  known: readonly ColumnInfo[] | undefined,
  urlColumn: string | undefined,
  { rename }: Options,
  label: string,
): ConditionSubject {
  const types = new Map(known?.map(({ name, type }) => [name, type]));
  return {
    label,
    typeOf: (column) => types.get(column),
    find(name) {
      if (types.has(name)) return name;
      const [from] = rename.flat().find(([, to]) => to === name) ?? [];
      const found = from ?? (name === 'url' ? urlColumn : undefined);
      if (found !== undefined || known === undefined) return found ?? name;
      throw noSuchColumn(name, '--where', [...types.keys()], label);
    },
  };
}
