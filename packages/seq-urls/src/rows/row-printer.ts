import { compileTemplate, dropMembers, type Row, withoutResult } from '@fetchutils/plumbing';

import type { RowLayout } from '../generate/plan.js';
import type { Value } from '../spec/values.js';
import { jsonMember, type Look } from '../template/compile-row.js';
import type { Variable } from '../template/compile-url.js';

/** An input row and what was made of it. */
export type MadeRow = {
  url: string;
  /** The variables' values in this row. */
  values: readonly Value[];
  input: { row: Row; text: string };
};

/** Prints a row made from a row of standard input: the URL, the variables, then the input's other fields as they stood. */
export function createRowPrinter(variables: readonly Variable[], look: Look): (made: MadeRow) => string {
  const end = look.null ? '\0' : '\n';
  if (look.plain) return ({ url }) => url + end;
  if (look.format !== undefined) {
    const format = compileTemplate(look.format, { missing: () => '' });
    return ({ url, values, input }) => {
      const own = variables.map(({ name }, at): [string, Value] => [name, values[at] ?? '']);
      return format({ ...input.row, ...Object.fromEntries(own), url }) + end;
    };
  }
  const replaced = new Set(['url', ...variables.map(({ name }) => name)]);
  const members: RowLayout = variables.flatMap(jsonMember);
  return ({ url, values, input }) => {
    let text = `{"url":${JSON.stringify(url)}`;
    for (const part of members)
      text += typeof part === 'string' ? part : part.write(values[part.variable] ?? '');
    return text + carriedOn(input, replaced) + end;
  };
}

function carriedOn(input: MadeRow['input'], replaced: ReadonlySet<string>): string {
  if (input.text === '') return '}';
  // What was answered of one URL says nothing of another.
  const { row, text } = withoutResult(input.text, input.row);
  const names = Object.keys(row).filter((name) => replaced.has(name));
  const kept =
    names.length === 0 ? text : names.length === 1 ? withoutUrl(text, replaced) : dropMembers(text, replaced);
  return /^\{\s*\}$/.test(kept) ? '}' : `,${kept.slice(1)}`;
}

/** Our tools write the url first and once, where it is quickly cut off. */
function withoutUrl(text: string, replaced: ReadonlySet<string>): string {
  const start = /^\{"url":"[^"\\]*",/.exec(text)?.[0];
  if (start === undefined || text.includes('"url"', start.length)) return dropMembers(text, replaced);
  return `{${text.slice(start.length)}`;
}
