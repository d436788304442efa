import { BadValue } from '@fetchutils/plumbing';

/** At most `limit` successes for each value of a field. */
export type QuotaRule = { field: string; limit: number };

/** Reads `class=50`. */
export function parseQuota(text: string): QuotaRule {
  const [, field = '', limit = ''] = /^([^=]+)=(\d{1,15})$/.exec(text) ?? [];
  if (field === '' || Number(limit) < 1) throw new BadValue('a field and a number of files, as in class=50');
  return { field, limit: Number(limit) };
}
