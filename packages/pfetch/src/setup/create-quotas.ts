import { quote, UsageError } from '@fetchutils/plumbing';

import type { QuotaRule } from '../quota/parse-quota.js';
import { type Announcement, Quotas } from '../quota/quotas.js';
import { readValues } from '../quota/read-values.js';

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
  if (/^\d+$/.test(text) && Number(text) > 0) return { count: Number(text) };
  if (/^@./.test(text)) return { countField: text.slice(1) };
  if (/^(\d+|@?)$/.test(text))
    throw new UsageError(`--quota-of ${quote(text)} must be a file of values, their number or @FIELD`);
  return { values: readValues(text, field) };
}
