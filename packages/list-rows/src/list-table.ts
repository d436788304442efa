import type { Io, RowWriter } from '@fetchutils/plumbing';

import { noteUnseen } from './report/note-unseen.js';
import type { FieldPlan } from './columns/plan-fields.js';
import type { Options } from './options.js';
import { columnsToPrint, planKnown, planRows, withNewColumns } from './plan-list.js';
import { bindPrinter } from './print-rows.js';
import type { FailureReport } from './report/row-failures.js';
import { RowSelector } from './select/row-selector.js';
import type { Selection } from './select/selection.js';
import type { Batch, Reading, Table } from './tables/table.js';

export type ListTask = {
  io: Io;
  options: Options;
  /** The list as its operand has it, as messages call it, and as {file} does. */
  name: string;
  label: string;
  stem: string;
  /** Which of the lists it is, from 0. */
  nth: number;
  writer: RowWriter;
  report: FailureReport;
  printed: ReadonlySet<string> | undefined;
  selection: Selection;
};

/** Writes the rows of a table that are wanted. */
export async function listTable(table: Table, task: ListTask): Promise<void> {
  const { io, options, label, selection } = task;
  const { columns } = table;
  let plan = columns === undefined ? undefined : await planKnown(table, columns, options, label);
  const selector = new RowSelector(table, plan?.urlColumn, task);
  for await (const batch of table.read(readingOf(plan, selector, task))) {
    if (io.signal.aborted) return;
    if (batch.count > 0) plan ??= await planRows(batch, options, label);
    // Rows that bring their own columns may bring new ones at any time.
    const fields = plan && columns === undefined ? withNewColumns(plan, batch, options) : plan;
    await writeBatch(batch, fields, selector, task);
    if (selection.isDone) return;
  }
  noteUnseen(io, label, selector);
}

function readingOf(
  plan: FieldPlan | undefined,
  selector: RowSelector,
  { options, printed }: ListTask,
): Reading {
  const columns = plan && [...new Set([...columnsToPrint(plan, options.add, printed), ...selector.columns])];
  return { columns, rowsOf: (group) => selector.rowsOf(group) };
}

async function writeBatch(
  batch: Batch,
  plan: FieldPlan | undefined,
  selector: RowSelector,
  { options, name, stem: file, writer, report, printed, selection }: ListTask,
): Promise<void> {
  let nextBad = 0;
  /** Rows that could not be read are answered in their place. */
  async function answerBad(before: number): Promise<void> {
    for (let bad = batch.bad[nextBad]; bad !== undefined && bad.row < before; bad = batch.bad[nextBad]) {
      nextBad += 1;
      if (selector.admitsBad(bad.row)) await report.addRow(name, bad);
    }
  }

  if (plan !== undefined) {
    const numbers = new Set(options.numbers.flat());
    const print = bindPrinter(writer, batch, { plan, additions: options.add, numbers, file, printed });
    const goes = selector.testOf(batch, plan.urlColumn);
    for (let at = 0; at < batch.count; at += 1) {
      if (nextBad < batch.bad.length) await answerBad(batch.rowNumber(at));
      if (goes !== undefined && !goes(at)) {
        if (selection.isDone) return;
        continue;
      }
      const behind = print(at);
      if (behind === false) {
        const bad = { row: batch.rowNumber(at), problem: `no URL in ${plan.urlColumn}` };
        await report.addRow(name, bad, 'no-url');
      } else if (behind !== undefined) await behind;
    }
  }
  await answerBad(Infinity);
}
