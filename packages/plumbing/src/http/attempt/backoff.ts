const baseMs = 1000;
const longestMs = 60_000;

/**
 * How long to wait before a retry (1 is the first): exponential with full jitter, so that many jobs that failed together
 * do not come back together. `random` gives numbers from 0 up to 1.
 */
export function backoffMs(retry: number, random: () => number = Math.random): number {
  const ceiling = Math.min(longestMs, baseMs * 2 ** Math.min(retry, 16));
  return Math.round(random() * ceiling);
}
