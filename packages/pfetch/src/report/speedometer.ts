import { monotonicMs } from '@fetchutils/plumbing';

/** What is counted of a run as it goes. */
export type Counts = { files: number; bytes: number; rows: number };

/** How fast it goes, by the second, and how many rows have ended meanwhile. */
export type Speed = Counts & { rowsEnded: number };

const windowMs = 5000;

/** The speed over the last seconds, not over the whole run: what people want to see is whether it still moves. */
export function createSpeedometer(count: () => Counts): () => Speed {
  const sample = () => ({ atMs: monotonicMs(), ...count() });
  const samples = [sample()];
  return () => {
    const now = sample();
    samples.push(now);
    while ((samples[0]?.atMs ?? 0) < now.atMs - windowMs) samples.shift();
    const first = samples[0] ?? now;
    const seconds = Math.max(0.2, (now.atMs - first.atMs) / 1000);
    return {
      files: (now.files - first.files) / seconds,
      bytes: (now.bytes - first.bytes) / seconds,
      rows: (now.rows - first.rows) / seconds,
      rowsEnded: now.rows - first.rows,
    };
  };
}
