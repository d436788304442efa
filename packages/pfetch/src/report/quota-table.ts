import type { Quotas } from '../quota/quotas.js';

/** How one value of a quota's field stands at the end of a run. */
export type QuotaStats = {
  field: string;
  value: string;
  wanted: number;
  got: number;
  tried: number;
  /** The input has been read to its end, and held too few. */
  exhausted: boolean;
};

/** How every quota stands; one is exhausted only where all the input was read. */
export function quotaStats(quotas: Quotas, hasReadAll: boolean): QuotaStats[] {
  return quotas.stands().map(({ field, value, stand }) => {
    const exhausted = hasReadAll && stand.got < stand.wanted;
    return { field, value, ...stand, exhausted };
  });
}

const listed = 40;

/** The table for people: every quota while they fit on a screen, else those that are short. */
export function quotaLines(quotas: Quotas, hasReadAll: boolean): string[] {
  const stats = quotaStats(quotas, hasReadAll);
  const short = stats.filter(isShort);
  const shown = (stats.length <= listed ? stats : short).slice(0, listed);
  const lines = [`  ${count(quotas, stats)}`];
  if (shown.length > 0) lines.push(...table(shown));
  if (shown.length < short.length) lines.push(`  ... and ${short.length - shown.length} more that are short`);
  return lines;
}

/** The same as one message, for a run whose only trace is its exit status: what, and why. */
export function shortMessage(quotas: Quotas): [what: string, why?: string] {
  const stats = quotaStats(quotas, true);
  const short = stats.filter(isShort);
  const named = short
    .slice(0, 3)
    .map(({ field, value, got, wanted }) => `${field}=${value} has ${got} of ${wanted}`);
  if (short.length > named.length) named.push('...');
  return named.length === 0 ? [count(quotas, stats)] : [count(quotas, stats), named.join(', ')];
}

function isShort({ got, wanted }: QuotaStats): boolean {
  return got < wanted;
}

function count({ absent }: Quotas, stats: readonly QuotaStats[]): string {
  const full = stats.filter((stand) => !isShort(stand)).length;
  const text = `${full} of ${stats.length + absent} quotas full`;
  return absent === 0 ? text : `${text}, ${absent} of which the input had no row`;
}

function table(stats: readonly QuotaStats[]): string[] {
  const rows = stats.map(({ field, value, wanted, got, tried, exhausted }) => [
    `${field}=${value}`,
    ...[wanted, got, tried].map(String),
    exhausted ? 'yes' : 'no',
  ]);
  const cells = [['', 'wanted', 'got', 'tried', 'exhausted'], ...rows];
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  return cells.map((row) => {
    const [name = '', ...numbers] = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths?.[0] ?? 0) : cell.padStart(widths?.[column] ?? 0),
    );
    return `  ${[name, ...numbers].join('  ')}`;
  });
}
