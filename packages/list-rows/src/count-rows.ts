import { withoutLogin } from './inputs/label-of.js';
import type { ListTask } from './list-table.js';
import { planKnown, planRows } from './plan-list.js';
import { noteUnseen } from './report/note-unseen.js';
import { RowSelector } from './select/row-selector.js';
import type { Batch, Table } from './tables/table.js';

/** Writes how many rows of a table are wanted; of Parquet only the columns are read that it takes to choose. */
export async function countRows(table: Table, task: ListTask): Promise<number> {
  const { io, options, name, label, report, selection, writer } = task;
  const { columns } = table;
  let plan =
    columns === undefined || !selection.needsUrls
      ? undefined
      : await planKnown(table, columns, options, label);
  const selector = new RowSelector(table, plan?.urlColumn, task);
  let rows = 0;
  const rowsOf: typeof selector.rowsOf = (group) => selector.rowsOf(group);
  for await (const batch of table.read({ columns: selector.columns, rowsOf })) {
    if (io.signal.aborted) return rows;
    if (selection.needsUrls && batch.count > 0) plan ??= await planRows(batch, options, label);
    rows += countBatch(batch, selector.testOf(batch, plan?.urlColumn));
    for (const bad of batch.bad) if (selector.admitsBad(bad.row)) await report.addRow(name, bad);
    if (selection.isDone) break;
  }
  noteUnseen(io, label, selector);
  await writer.write({ file: withoutLogin(name), rows });
  return rows;
}

function countBatch({ count }: Batch, goes: ((at: number) => boolean) | undefined): number {
  if (goes === undefined) return count;
  let rows = 0;
  for (let at = 0; at < count; at += 1) if (goes(at)) rows += 1;
  return rows;
}
