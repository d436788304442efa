import type { Seen } from './seen.js';

/** Seconds to the end, where they can be told: by the rows while these flow, else by the bytes that are to come. */
export function estimateEta({ tally, total, flow, speed, hasFlowingRows }: Seen): number | undefined {
  const left = (total ?? 0) - tally.rows;
  if (left <= 0) return undefined;
  const fetched = tally.outcomes.get('fetched') ?? 0;
  const known = fetched + flow.measured;
  if (!hasFlowingRows && speed.bytes > 0 && known > 0) {
    const meanBytes = (tally.bytes + flow.length) / known;
    const bytesLeft = flow.length - flow.there + Math.max(0, left - flow.measured) * meanBytes;
    return Math.max(0, Math.round(bytesLeft / speed.bytes));
  }
  return speed.rows > 0 ? Math.round(left / speed.rows) : undefined;
}
