import { UsageError, type Field, type Template } from '@fetchutils/plumbing';

import type { RowLayout, Slot } from '../generate/plan.js';
import type { Value } from '../spec/values.js';
import { valueSlot, type UrlSlot, type Variable } from './compile-url.js';

/** How rows are printed: as JSON, the URL alone, or by a template of the user's. */
export type Look = { format: Template | undefined; plain: boolean; null: boolean };

/** The layout of a printed row: the URL first, then the variables in their order. */
export function compileRow(
  url: readonly (string | UrlSlot)[],
  variables: readonly Variable[],
  look: Look,
): RowLayout {
  const end = look.null ? '\0' : '\n';
  if (look.plain) return mergeTexts([...url, end]);
  if (look.format !== undefined) return mergeTexts([...formatted(look.format, url, variables), end]);
  const fields = variables.flatMap((variable, at) => jsonMember(variable, at));
  return mergeTexts(['{"url":"', ...url.map(escaped), '"', ...fields, '}', end]);
}

/** A part of a URL as it stands in a JSON string. */
export function escaped(part: string | UrlSlot): string | Slot {
  if (typeof part === 'string') return escapeText(part);
  if (part.isDecimal || !part.standing.isRaw) return part;
  return { ...part, write: (value) => escapeText(part.write(value)) };
}

/** A variable as a member of a JSON object, with the comma before it. */
export function jsonMember({ name, values }: Variable, position: number): (string | Slot)[] {
  const start = `,${JSON.stringify(name)}:`;
  const slot = { variable: position, write: String, isDecimal: values.progression !== undefined };
  if (values.progression === undefined) return [start, { ...slot, write: writeJson }];
  // Padded numbers are text, for which JSON has quotes.
  return values.progression.width === 0 ? [start, slot] : [`${start}"`, slot, '"'];
}

function writeJson(value: Value): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function formatted(
  format: Template,
  url: readonly (string | UrlSlot)[],
  variables: readonly Variable[],
): (string | Slot)[] {
  return format.parts.flatMap((part) => {
    if (typeof part === 'string') return part;
    if (part.name === 'url') return plainUrl(part, url);
    const position = variables.findIndex(({ name }) => name === part.name);
    return position < 0 ? '' : valueSlot(part, position, variables[position]?.values);
  });
}

function plainUrl(field: Field, url: readonly (string | UrlSlot)[]): readonly (string | UrlSlot)[] {
  if (field.format === undefined && field.filters.length === 0) return url;
  throw new UsageError(`--format: ${field.source}: a generated URL stands as it is; write {url}`);
}

function escapeText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function mergeTexts(parts: readonly (string | Slot)[]): RowLayout {
  const merged: (string | Slot)[] = [];
  for (const part of parts) {
    const before = merged.at(-1);
    if (typeof part === 'string' && typeof before === 'string') merged[merged.length - 1] = before + part;
    else merged.push(part);
  }
  return merged;
}
