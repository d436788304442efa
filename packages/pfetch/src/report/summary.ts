import { formatBytes, formatDuration } from '@fetchutils/plumbing';

import type { HostTally, Tally } from './tally.js';

const listedHosts = 5;

/** The summary of a run as one JSON object, for --summary. */
export function summaryJson(tally: Tally): string {
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
  };
  return `${JSON.stringify(summary, undefined, 2)}\n`;
}

/** The same for people: a few lines for the end of standard error. */
export function summaryLines(tally: Tally): string[] {
  const seconds = Math.max(0.001, (Date.now() - tally.startedAtMs) / 1000);
  const outcomes = [...tally.outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
  const lines = [`pfetch: ${plural(tally.rows, 'row')}${outcomes === '' ? '' : `: ${outcomes}`}`];
  const fetched = tally.outcomes.get('fetched') ?? 0;
  lines.push(
    `  ${plural(tally.attempts, 'attempt')}, ${fetched} fetched, ${formatBytes(tally.bytes)} bytes in ` +
      `${formatDuration(seconds < 10 ? Math.round(seconds * 100) * 10 : Math.round(seconds) * 1000)} ` +
      `(${(fetched / seconds).toFixed(1)} files/s, ${formatBytes(Math.round(tally.bytes / seconds))}B/s)`,
  );
  if (tally.errors.size > 0) {
    const kinds = [...tally.errors].sort(([, a], [, b]) => b - a).map(([kind, count]) => `${count} ${kind}`);
    lines.push(`  not ok: ${kinds.join(', ')}`);
  }
  const dead = deadest(tally).map(
    ([host, { failures, attempts }]) => `${host} (${failures} rows, ${attempts} attempts)`,
  );
  if (dead.length > 0) lines.push(`  most failures: ${dead.join(', ')}`);
  const slow = slowest(tally).map(
    ([host, { attempts, elapsedMs }]) => `${host} (${Math.round(elapsedMs / attempts)} ms)`,
  );
  if (tally.hosts.size > 1) lines.push(`  slowest: ${slow.join(', ')}`);
  return lines;
}

function slowest(tally: Tally): [string, HostTally][] {
  const mean = ({ elapsedMs, attempts }: HostTally): number => elapsedMs / attempts;
  return [...tally.hosts].sort(([, a], [, b]) => mean(b) - mean(a)).slice(0, listedHosts);
}

function deadest(tally: Tally): [string, HostTally][] {
  const failing = [...tally.hosts].filter(([, { failures }]) => failures > 0);
  return failing.sort(([, a], [, b]) => b.failures - a.failures).slice(0, listedHosts);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
