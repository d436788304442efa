import { formatBytes, type Messages, monotonicMs } from '@fetchutils/plumbing';

import { clock } from './clock.js';
import type { Tally } from './tally.js';

export type ProgressMode = 'auto' | 'always' | 'never' | 'json';

export type ProgressOptions = {
  mode: ProgressMode;
  /** Rows to come, where that is known or can be counted meanwhile. */
  total: number | (() => Promise<number | undefined>) | undefined;
  active: () => number;
};

/** Shows how a run goes on standard error; the answer ends it. */
export function startProgress(stderr: Messages, tally: Tally, options: ProgressOptions): () => void {
  const { mode } = options;
  if (mode === 'never' || (mode === 'auto' && !stderr.isTerminal)) return () => undefined;
  const recent = createSpeedometer(tally);
  let total: number | undefined;
  if (typeof options.total !== 'function') total = options.total;
  // Counted only where it is shown; a run does not fail because its ETA is not known.
  else
    void options
      .total()
      .then((rows) => (total = rows))
      .catch(() => undefined);
  const show = (): void => {
    const seen = { total, active: options.active(), speed: recent() };
    if (mode === 'json') stderr.print([progressJson(tally, seen)]);
    else if (stderr.isTerminal) stderr.status(progressLine(tally, seen));
    else stderr.print([progressLine(tally, seen)]);
  };
  const timer = setInterval(show, mode === 'auto' || stderr.isTerminal ? 200 : 1000);
  return () => {
    clearInterval(timer);
    stderr.status('');
  };
}

type Speed = { filesPerSecond: number; bytesPerSecond: number; rowsPerSecond: number };

/** What is shown beside the tally. */
type Seen = { total: number | undefined; active: number; speed: Speed };

/** The speed over the last seconds, not over the whole run: what people want to see is whether it still moves. */
function createSpeedometer(tally: Tally): () => Speed {
  const windowMs = 5000;
  const sample = () => ({
    atMs: monotonicMs(),
    files: tally.outcomes.get('fetched') ?? 0,
    bytes: tally.bytes,
    rows: tally.rows,
  });
  const samples = [sample()];
  return () => {
    const now = sample();
    samples.push(now);
    while ((samples[0]?.atMs ?? 0) < now.atMs - windowMs) samples.shift();
    const first = samples[0] ?? now;
    const seconds = Math.max(0.2, (now.atMs - first.atMs) / 1000);
    return {
      filesPerSecond: (now.files - first.files) / seconds,
      bytesPerSecond: (now.bytes - first.bytes) / seconds,
      rowsPerSecond: (now.rows - first.rows) / seconds,
    };
  };
}

function progressLine(tally: Tally, { total, active, speed }: Seen): string {
  const done = total === undefined ? `${tally.rows} done` : `${tally.rows}/${total} done`;
  const parts = [
    `${done}, ${tally.failed} failed, ${active} active`,
    `${speed.filesPerSecond.toFixed(speed.filesPerSecond < 10 ? 1 : 0)} files/s`,
    `${formatBytes(Math.round(speed.bytesPerSecond))}B/s`,
  ];
  const eta = etaSeconds(tally, total, speed);
  if (eta !== undefined) parts.push(`ETA ${clock(eta)}`);
  return parts.join('  ');
}

function progressJson(tally: Tally, { total, active, speed }: Seen): string {
  return JSON.stringify({
    done: tally.rows,
    total: total ?? null,
    failed: tally.failed,
    active,
    attempts: tally.attempts,
    bytes: tally.bytes,
    files_per_s: Number(speed.filesPerSecond.toFixed(1)),
    bytes_per_s: Math.round(speed.bytesPerSecond),
    eta_s: etaSeconds(tally, total, speed) ?? null,
    elapsed_ms: Math.round(monotonicMs() - tally.startedAtMs),
  });
}

function etaSeconds(tally: Tally, total: number | undefined, { rowsPerSecond }: Speed): number | undefined {
  if (total === undefined || rowsPerSecond === 0 || tally.rows >= total) return undefined;
  return Math.round((total - tally.rows) / rowsPerSecond);
}
