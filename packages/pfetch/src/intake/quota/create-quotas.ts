import { readFileSync } from 'node:fs';

import { quote, reasonOf, type Row, UsageError } from '@fetchutils/plumbing';

import type { QuotaRule } from './parse-quota.js';
import { type Announcement, Quotas } from './quotas.js';

/** The quotas that --quota and --quota-of ask for; undefined where there is none. */
export function createQuotas(
  rules: readonly QuotaRule[],
  announced: string | undefined,
  mayReopen: boolean,
): Quotas | undefined {
  const [first] = rules;
  if (first === undefined) {
    if (announced !== undefined)
      throw new UsageError('--quota-of tells what --quota is to expect; give both');
    return undefined;
  }
  const fields = rules.map(({ field }) => field);
  const twice = fields.find((field, index) => fields.indexOf(field) !== index);
  if (twice !== undefined) throw new UsageError(`--quota ${quote(twice)} is given twice`);
  const expected = announced === undefined ? undefined : readAnnouncement(announced, first.field);
  return new Quotas(rules, expected, mayReopen);
}

/** A number of values, `@FIELD` of the rows that holds the number, or a file that lists the values. */
function readAnnouncement(text: string, field: string): Announcement {
  if (/^\d+$/.test(text)) return { count: Number(text) };
  if (text.startsWith('@')) return { countField: text.slice(1) };
  try {
    const lines = readFileSync(text, 'utf8').split(/\r?\n/);
    return { values: lines.filter((line) => line.trim() !== '').map((line) => valueOf(line, field)) };
  } catch (error) {
    throw new UsageError(`--quota-of ${quote(text)}: ${reasonOf(error)}`);
  }
}

/** A line is the value itself, a row that has it, or begins with it, as the lines of ILSVRC's lists do. */
function valueOf(line: string, field: string): string {
  if (!line.startsWith('{')) return line.trim().split(/[\t ]/, 1)[0] ?? '';
  const value = (JSON.parse(line) as Row)[field];
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
