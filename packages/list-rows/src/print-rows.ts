import { compileTemplate, type Row, type RowWriter, type Template } from '@fetchutils/plumbing';

import { withHexDigests } from './columns/digest-hex.js';
import { asNumbers } from './columns/number-cells.js';
import type { Addition } from './columns/parse-lists.js';
import type { FieldPlan } from './columns/plan-fields.js';
import type { Batch, Cells } from './tables/table.js';

export type PrintOptions = {
  plan: FieldPlan;
  additions: readonly Addition[];
  /** Columns of text that hold numbers. */
  numbers: ReadonlySet<string>;
  /** What {file} stands for. */
  file: string;
  /** The fields that are printed; undefined for all, as JSON. */
  printed: ReadonlySet<string> | undefined;
};

/** Prints a row of the batch; false where it has no URL. */
export type BatchPrinter = (at: number) => Promise<void> | undefined | false;

type BoundField = { field: string; prefix: string; cells: Cells };

/** The function that prints the rows of a batch by a plan. */
export function bindPrinter(writer: RowWriter, batch: Batch, options: PrintOptions): BatchPrinter {
  const bound = bindFields(batch, options);
  const [url, ...others] = bound;
  if (url === undefined) return () => false;
  const additions = bindAdditions(batch, options);
  if (options.printed !== undefined) return bindObjectPrinter(writer, bound, additions, options.printed);
  return (at) => {
    const address = url.cells.value(at);
    if (typeof address !== 'string' || address === '') return false;
    let text = `{"url":${url.cells.json(at) ?? JSON.stringify(address)}`;
    for (const { prefix, cells } of others) {
      const json = cells.json(at);
      if (json !== undefined) text += prefix + json;
    }
    for (const { prefix, fill } of additions) text += prefix + JSON.stringify(fill(at));
    return writer.writeText(`${text}}`, undefined);
  };
}

/** For --format and --plain, which have use for some fields alone. */
function bindObjectPrinter(
  writer: RowWriter,
  bound: readonly BoundField[],
  additions: readonly BoundAddition[],
  printed: ReadonlySet<string>,
): BatchPrinter {
  const [url] = bound;
  const used = bound.filter(({ field }) => printed.has(field));
  const filled = additions.filter(({ field }) => printed.has(field));
  return (at) => {
    const address = url?.cells.value(at);
    if (typeof address !== 'string' || address === '') return false;
    const row: Row = {};
    for (const { field, cells } of used) row[field] = cells.value(at);
    for (const { field, fill } of filled) row[field] = fill(at);
    return writer.write(row);
  };
}

function bindFields(batch: Batch, { plan, numbers }: PrintOptions): BoundField[] {
  const byName = new Map(batch.columns.map(({ name, cells }) => [name, cells]));
  return plan.fields.flatMap(({ field, column }) => {
    const cells = byName.get(column);
    if (cells === undefined) return [];
    // A size is what pfetch checks a body by, and must be a number for that.
    const typed = numbers.has(column) || numbers.has(field) || field === 'size' ? asNumbers(cells) : cells;
    return [{ field, prefix: `,${JSON.stringify(field)}:`, cells: withHexDigests(field, typed) }];
  });
}

type BoundAddition = { field: string; prefix: string; fill: (at: number) => string };

function bindAdditions(batch: Batch, { additions, plan, file }: PrintOptions): BoundAddition[] {
  const byName = new Map(batch.columns.map(({ name, cells }) => [name, cells]));
  for (const { field, column } of plan.fields) {
    const cells = byName.get(column);
    if (cells !== undefined) byName.set(field, cells);
  }
  return additions.map(({ field, template }) => {
    const fill = compileTemplate(template, { missing: () => '' });
    const fields = namesIn(template);
    return {
      field,
      prefix: `,${JSON.stringify(field)}:`,
      fill: (at) => {
        const row: Row = {};
        for (const name of fields) row[name] = byName.get(name)?.value(at);
        return fill({ ...row, file, row: batch.rowNumber(at), group: batch.group });
      },
    };
  });
}

/** The names of the fields that a template has. */
export function namesIn({ parts }: Template): string[] {
  return parts.flatMap((part) => (typeof part === 'string' ? [] : [part.name]));
}
