import { formatBytes } from '@fetchutils/plumbing';

import type { Quotas } from '../intake/quota/quotas.js';
import { clock } from './clock.js';
import type { GroupTally, Tally } from './tally.js';

const listedHosts = 5;
const order = ['fetched', 'unchanged', 'skipped', 'rejected', 'failed', 'cancelled'] as const;

/** The summary of a run as one JSON object, for --summary. */
export function summaryJson(tally: Tally, quotas: Quotas | undefined): string {
  const elapsedMs = Date.now() - tally.startedAtMs;
  const summary = {
    rows: tally.rows,
    ok: tally.rows - tally.failed,
    failed: tally.failed,
    outcomes: Object.fromEntries(tally.outcomes),
    errors: Object.fromEntries(tally.errors),
    attempts: tally.attempts,
    bytes: tally.bytes,
    elapsed_ms: elapsedMs,
    slowest_hosts: slowest(tally).map(([host, { attempts, elapsedMs: ms }]) => ({
      host,
      attempts,
      mean_ms: Math.round(ms / attempts),
    })),
    deadest_hosts: deadest(tally).map(([host, { failures, successes }]) => ({ host, failures, successes })),
    ...(tally.groups.size === 0 ? {} : { groups: groupStats(tally) }),
    ...(quotas === undefined ? {} : { quotas: quotaStats(quotas) }),
  };
  return `${JSON.stringify(summary, undefined, 2)}\n`;
}

/** The same for people: a few lines for the end of standard error. */
export function summaryLines(tally: Tally, quotas: Quotas | undefined): string[] {
  const seconds = Math.max(0.001, (Date.now() - tally.startedAtMs) / 1000);
  const met = order.filter((outcome) => tally.outcomes.has(outcome));
  const outcomes = met.map((outcome) => `${tally.outcomes.get(outcome)} ${outcome}`).join(', ');
  const lines = [`pfetch: ${plural(tally.rows, 'row')}${outcomes === '' ? '' : `: ${outcomes}`}`];
  const fetched = tally.outcomes.get('fetched') ?? 0;
  lines.push(
    `  ${plural(tally.attempts, 'attempt')}, ${fetched} fetched, ${formatBytes(tally.bytes)} bytes in ` +
      `${seconds < 100 ? `${seconds.toFixed(1)} s` : clock(Math.round(seconds))} ` +
      `(${(fetched / seconds).toFixed(1)} files/s, ${formatBytes(Math.round(tally.bytes / seconds))}B/s)`,
  );
  if (tally.errors.size > 0) {
    const kinds = [...tally.errors].sort(([, a], [, b]) => b - a);
    const described = kinds.map(([kind, count]) => {
      const example = tally.examples.get(kind);
      return `${count} ${kind}${example === undefined ? '' : `, as in: ${example}`}`;
    });
    lines.push(...listing('not ok', described));
  }
  const dead = deadest(tally).map(
    ([host, { failures, attempts }]) =>
      `${host} (${plural(failures, 'row')}, ${plural(attempts, 'attempt')})`,
  );
  if (dead.length > 0) lines.push(...listing('most failures', dead));
  const slow = slowest(tally).map(
    ([host, { attempts, elapsedMs }]) => `${host} (${Math.round(elapsedMs / attempts)} ms)`,
  );
  if (tally.hosts.size > 1) lines.push(...listing('slowest', slow));
  for (const { group, rows, successes, seconds_per_success: seconds } of groupStats(tally)) {
    lines.push(`  ${group}: ${rows} tried, ${successes} succeeded, ${seconds ?? '-'} s a success`);
  }
  if (quotas !== undefined) lines.push(...quotaLines(quotas));
  return lines;
}

/** One item stands behind its label, several below it: host names are long and terminals are not. */
function listing(label: string, items: readonly string[]): string[] {
  const [first, ...others] = items;
  return others.length === 0
    ? [`  ${label}: ${first}`]
    : [`  ${label}:`, ...items.map((item) => `    ${item}`)];
}

type GroupStats = {
  group: string;
  rows: number;
  successes: number;
  failures: number;
  seconds_per_success?: number;
};

/** What each value of --stats-by came to; seconds are those that its downloads took, one after the other. */
function groupStats(tally: Tally): GroupStats[] {
  return [...tally.groups].map(([group, { rows, successes, failures, elapsedMs }]) => ({
    group,
    rows,
    successes,
    failures,
    ...(successes === 0 ? {} : { seconds_per_success: Number((elapsedMs / 1000 / successes).toFixed(3)) }),
  }));
}

type QuotaStats = {
  field: string;
  value: string;
  wanted: number;
  got: number;
  tried: number;
  exhausted: boolean;
};

function quotaStats(quotas: Quotas): QuotaStats[] {
  return quotas
    .stands()
    .map(({ field, value, stand }) => ({ field, value, ...stand, exhausted: stand.got < stand.wanted }));
}

/** A table of what is short; a class that has all it wanted needs no line. */
function quotaLines(quotas: Quotas): string[] {
  const stats = quotaStats(quotas);
  const short = stats.filter(({ exhausted }) => exhausted);
  const full = `  ${stats.length - short.length} of ${stats.length} quotas full`;
  if (short.length === 0) return [full];
  const rows = short.map(
    ({ field, value, wanted, got, tried }) =>
      `  ${`${field}=${value}`.padEnd(24)} ${wanted} wanted, ${got} got, ${tried} tried`,
  );
  return [`${full}; the input held too few for:`, ...rows];
}

function slowest(tally: Tally): [string, GroupTally][] {
  const mean = ({ elapsedMs, attempts }: GroupTally): number => elapsedMs / attempts;
  return [...tally.hosts].sort(([, a], [, b]) => mean(b) - mean(a)).slice(0, listedHosts);
}

function deadest(tally: Tally): [string, GroupTally][] {
  const failing = [...tally.hosts].filter(([, { failures }]) => failures > 0);
  return failing.sort(([, a], [, b]) => b.failures - a.failures).slice(0, listedHosts);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
