import { basename } from 'node:path';

import { type Io, type RowWriter, UsageError } from '@fetchutils/plumbing';

import { noSuchColumn } from './columns/find-url-column.js';
import type { Addition } from './columns/parse-lists.js';
import { type FieldPlan, planFields } from './columns/plan-fields.js';
import { labelOf } from './inputs/label-of.js';
import type { Options } from './options.js';
import { bindPrinter, namesIn } from './print-rows.js';
import type { FailureReport } from './report/row-failures.js';
import type { Batch, Sample, Table } from './tables/table.js';

export type ListTask = {
  io: Io;
  options: Options;
  /** The list as its operand has it. */
  name: string;
  writer: RowWriter;
  report: FailureReport;
  printed: ReadonlySet<string> | undefined;
};

/** Writes the rows of a table that are wanted. */
export async function listTable(table: Table, task: ListTask): Promise<void> {
  const { io, options, name, writer, report, printed } = task;
  const numbers = new Set(options.numbers.flat());
  const file = stemOf(name);
  let plan = table.columns === undefined ? undefined : await planKnown(table, table.columns, task);
  const columns = plan && columnsNeeded(plan, task);
  for await (const batch of table.read({ columns })) {
    if (io.signal.aborted) return;
    for (const bad of batch.bad) await report.addRow(name, bad);
    if (batch.count === 0) continue;
    plan ??= await planRows(batch, task);
    // Rows that bring their own columns may bring new ones at any time.
    const fields = table.columns === undefined ? withNewColumns(plan, batch, options) : plan;
    const print = bindPrinter(writer, batch, {
      plan: fields,
      additions: options.add,
      numbers,
      file,
      printed,
    });
    for (let at = 0; at < batch.count; at += 1) {
      const behind = print(at);
      if (behind === false) {
        const bad = { row: batch.rowNumber(at), problem: `no URL in ${plan.urlColumn}` };
        await report.addRow(name, bad, 'no-url');
      } else if (behind !== undefined) await behind;
    }
  }
}

async function planKnown(
  table: Table,
  known: readonly { name: string; type: string }[],
  task: ListTask,
): Promise<FieldPlan> {
  const samples = known.map(({ name, type }) => ({ name, values: type === 'text' ? [] : [0] }));
  const label = labelOf(task.name);
  const plan = await planFields(samples, fieldOptions(task.options), label, () => table.sample());
  const names = [...known.map(({ name }) => name), ...plan.fields.map(({ field }) => field)];
  for (const { field, template } of task.options.add) {
    refuseTaken(field, plan, label);
    const missing = namesIn(template).find((each) => !places.has(each) && !names.includes(each));
    if (missing !== undefined) throw noSuchColumn(missing, `--add ${field}=`, [...places, ...names], label);
  }
  return plan;
}

const places: ReadonlySet<string> = new Set(['file', 'row', 'group']);

function refuseTaken(field: string, plan: FieldPlan, label: string): void {
  if (!plan.fields.some((planned) => planned.field === field)) return;
  throw new UsageError(`${label}: --add ${field}=: there is a column of that name; --drop ${field}`);
}

/** Plans by the first rows: what they do not have, later ones may. */
function planRows(batch: Batch, { options, name }: ListTask): Promise<FieldPlan> {
  const samples: Sample[] = batch.columns.map((column) => ({
    name: column.name,
    values: Array.from({ length: Math.min(batch.count, 20) }, (_, at) => column.cells.value(at)),
  }));
  const names = new Set(samples.map((sample) => sample.name));
  const fields = fieldOptions(options);
  const absent = [...fields.rename.map(([from]) => from), ...(fields.columns ?? []), ...fields.drop].filter(
    (asked) => !names.has(asked) && !fields.rename.some(([, to]) => to === asked),
  );
  const known = [...samples, ...[...new Set(absent)].map((asked) => ({ name: asked, values: [0] }))];
  return planFields(known, fields, labelOf(name), () => Promise.resolve(known));
}

function withNewColumns(plan: FieldPlan, batch: Batch, options: Options): FieldPlan {
  if (options.columns !== undefined) return plan;
  const planned = new Set(plan.fields.map(({ column }) => column));
  const dropped = new Set(options.drop.flat());
  const fresh = batch.columns.filter(({ name }) => !planned.has(name) && !dropped.has(name));
  if (fresh.length === 0) return plan;
  return { ...plan, fields: [...plan.fields, ...fresh.map(({ name }) => ({ field: name, column: name }))] };
}

function fieldOptions({ url, rename, columns, drop }: Options) {
  return { url, rename: rename.flat(), columns, drop: drop.flat() };
}

/** The columns that must be read: those that are printed, and what templates take from others. */
function columnsNeeded({ fields, urlColumn }: FieldPlan, { options, printed }: ListTask): string[] {
  const shown = fields.filter(({ field }) => printed?.has(field) ?? true).map(({ column }) => column);
  const inTemplates = new Set(options.add.flatMap(({ template }: Addition) => namesIn(template)));
  const byName = fields.filter(({ field }) => inTemplates.has(field)).map(({ column }) => column);
  return [...new Set([urlColumn, ...shown, ...byName, ...inTemplates])];
}

/** The name of a list without folder and endings, as {file} has it: no dots, because the keys of shards may have none. */
function stemOf(name: string): string {
  if (name === '-') return 'stdin';
  return basename(name.replace(/[?#].*$/, '')).replace(/(?<=.)\..*$/, '');
}
