import { formatBytes, monotonicMs, outcomes as order } from '@fetchutils/plumbing';

import type { Quotas } from '../quota/quotas.js';
import { clock } from './clock.js';
import { quotaLines, quotaStats } from './quota-table.js';
import type { GroupTally, Tally } from './tally.js';

/** What a summary is made of. */
export type Closing = {
  tally: Tally;
  quotas: Quotas | undefined;
  hasReadAll: boolean;
  /** Why the run ended before its time; undefined where it did not. */
  cutShort: string | undefined;
};

const listedHosts = 5;

/** The summary of a run as one JSON object, for --summary. */
export function summaryJson({ tally, quotas, hasReadAll, cutShort }: Closing): string {
  const elapsedMs = Math.round(monotonicMs() - tally.startedAtMs);
  const summary = {
    rows: tally.rows,
    ok: tally.rows - tally.failed - (tally.outcomes.get('cancelled') ?? 0),
    failed: tally.failed,
    cut_short: cutShort ?? null,
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
    ...(quotas === undefined ? {} : { quotas: quotaStats(quotas, hasReadAll) }),
  };
  return `${JSON.stringify(summary, undefined, 2)}\n`;
}

/** The same for people: a few lines for the end of standard error. */
export function summaryLines({ tally, quotas, hasReadAll }: Closing): string[] {
  const seconds = Math.max(0.001, (monotonicMs() - tally.startedAtMs) / 1000);
  const met = order.filter((outcome) => tally.outcomes.has(outcome));
  const outcomes = met.map((outcome) => `${tally.outcomes.get(outcome)} ${outcome}`).join(', ');
  const lines = [`pfetch: ${plural(tally.rows, 'row')}${outcomes === '' ? '' : `: ${outcomes}`}`];
  const fetched = tally.outcomes.get('fetched') ?? 0;
  lines.push(
    `  ${plural(tally.attempts, 'attempt')}, ${fetched} fetched, ${formatBytes(tally.bytes)} in ` +
      `${seconds < 100 ? `${seconds.toFixed(1)} s` : clock(Math.round(seconds))} ` +
      `(${(fetched / seconds).toFixed(1)} files/s, ${formatBytes(Math.round(tally.bytes / seconds))}/s)`,
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
  for (const { field, value, tried, succeeded, seconds_per_success: perSuccess } of groupStats(tally)) {
    lines.push(
      `  ${field}=${value}: ${tried} tried, ${succeeded} succeeded, ${perSuccess ?? '-'} s a success`,
    );
  }
  if (quotas !== undefined) lines.push(...quotaLines(quotas, hasReadAll));
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
  field: string;
  value: string;
  tried: number;
  succeeded: number;
  failed: number;
  seconds_per_success?: number;
};

/** What each value of --stats-by came to; seconds are those that its downloads took, one after the other. */
function groupStats(tally: Tally): GroupStats[] {
  return [...tally.groups].map(([value, { rows, successes, failures, elapsedMs }]) => ({
    field: tally.statsBy ?? '',
    value,
    tried: rows,
    succeeded: successes,
    failed: failures,
    ...(successes === 0 ? {} : { seconds_per_success: Number((elapsedMs / 1000 / successes).toFixed(3)) }),
  }));
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
