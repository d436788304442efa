import { UsageError } from '@fetchutils/plumbing';

import { noSuchColumn } from './columns/find-url-column.js';
import type { Addition } from './columns/parse-lists.js';
import { type FieldOptions, type FieldPlan, planFields } from './columns/plan-fields.js';
import type { Options } from './options.js';
import { namesIn } from './print-rows.js';
import type { Batch, ColumnInfo, Sample, Table } from './tables/table.js';

/** Plans the fields of a table whose columns are known before any row is read. */
export async function planKnown(
  table: Table,
  known: readonly ColumnInfo[],
  options: Options,
  label: string,
): Promise<FieldPlan> {
  const samples = known.map(({ name, type }) => ({ name, values: type === 'text' ? [] : [0] }));
  const plan = await planFields(samples, fieldOptions(options), label, () => table.sample());
  const names = [...known.map(({ name }) => name), ...plan.fields.map(({ field }) => field)];
  for (const { field, template } of options.add) {
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
export function planRows(batch: Batch, options: Options, label: string): Promise<FieldPlan> {
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
  return planFields(known, fields, label, () => Promise.resolve(known));
}

/** The plan with the columns that a batch brings beyond it. */
export function withNewColumns(plan: FieldPlan, batch: Batch, options: Options): FieldPlan {
  if (options.columns !== undefined) return plan;
  const planned = new Set(plan.fields.map(({ column }) => column));
  const dropped = new Set(options.drop.flat());
  const fresh = batch.columns.filter(({ name }) => !planned.has(name) && !dropped.has(name));
  if (fresh.length === 0) return plan;
  return { ...plan, fields: [...plan.fields, ...fresh.map(({ name }) => ({ field: name, column: name }))] };
}

/** The columns that must be read for what is printed, and what templates take from others. */
export function columnsToPrint(
  { fields, urlColumn }: FieldPlan,
  additions: readonly Addition[],
  printed: ReadonlySet<string> | undefined,
): string[] {
  const shown = fields.filter(({ field }) => printed?.has(field) ?? true).map(({ column }) => column);
  const inTemplates = new Set(additions.flatMap(({ template }) => namesIn(template)));
  const byName = fields.filter(({ field }) => inTemplates.has(field)).map(({ column }) => column);
  return [...new Set([urlColumn, ...shown, ...byName, ...inTemplates])];
}

function fieldOptions({ url, rename, columns, drop }: Options): FieldOptions {
  return { url, rename: rename.flat(), columns, drop: drop.flat() };
}
