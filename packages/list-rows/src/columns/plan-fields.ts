import { UsageError } from '@fetchutils/plumbing';

import type { Sample } from '../tables/table.js';
import { findByContent, findByName, noSuchColumn } from './find-url-column.js';
import type { Renaming } from './parse-lists.js';

export type FieldOptions = {
  url: string | undefined;
  rename: readonly Renaming[];
  columns: readonly string[] | undefined;
  drop: readonly string[];
};

/** A field of the rows that are written, and the column that it is made from. */
export type PlannedField = { field: string; column: string };

/** Which columns go out and as what; the URL comes first. */
export type FieldPlan = { fields: readonly PlannedField[]; urlColumn: string };

/**
 * Works out the fields from the columns of a table; what is asked for and not there is a UsageError that says what is.
 * `readMore` gives the columns with values, for where their names do not tell which has the URLs.
 */
export async function planFields(
  columns: readonly Sample[],
  options: FieldOptions,
  label: string,
  readMore: () => Promise<readonly Sample[]>,
): Promise<FieldPlan> {
  const names = columns.map(({ name }) => name);
  const renamed = new Map<string, string>();
  for (const [from, to] of options.rename) {
    if (!names.includes(from)) throw explainRenaming([from, to], names, label);
    renamed.set(from, to);
  }
  /** A column by its own name or by its new one. */
  const find = (asked: string, option: string): string => {
    if (names.includes(asked)) return asked;
    const from = names.find((name) => renamed.get(name) === asked);
    if (from === undefined) throw noSuchColumn(asked, option, names, label);
    return from;
  };
  const urlColumn =
    options.url !== undefined
      ? find(options.url, '--url')
      : (names.find((name) => renamed.get(name) === 'url') ??
        findByName(columns, label) ??
        findByContent(await readMore(), label));
  renamed.set(urlColumn, 'url');
  const kept = options.columns?.map((name) => find(name, '--columns')) ?? names;
  const dropped = new Set(options.drop.map((name) => find(name, '--drop')));
  const others = [...new Set(kept)].filter((name) => name !== urlColumn && !dropped.has(name));
  const fields = [urlColumn, ...others].map((column) => ({ field: renamed.get(column) ?? column, column }));
  refuseTwins(fields, label);
  return { fields, urlColumn };
}

function explainRenaming([from, to]: Renaming, names: readonly string[], label: string): UsageError {
  if (names.includes(to))
    return new UsageError(`${label}: --rename ${from}=${to}: the old name comes first: ${to}=${from}`);
  return noSuchColumn(from, '--rename', names, label);
}

function refuseTwins(fields: readonly PlannedField[], label: string): void {
  for (const { field, column } of fields) {
    const twin = fields.find((other) => other.field === field && other.column !== column);
    if (twin === undefined) continue;
    throw new UsageError(
      `${label}: ${column} and ${twin.column} would both be ${field}; --drop ${twin.column} or --rename ${twin.column}=...`,
    );
  }
}
