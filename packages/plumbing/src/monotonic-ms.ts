/** Milliseconds on a clock that only goes forward, whatever is done to the time of day: for pace, pauses and timeouts. */
export function monotonicMs(): number {
  return performance.now();
}
