let lastMs = NaN;
let lastText = '';

/** The time of day as rows have it: ISO 8601, UTC, with milliseconds. Kept for its millisecond, in which many rows are answered. */
export function momentText(): string {
  const now = new Date();
  if (now.getTime() !== lastMs) {
    lastMs = now.getTime();
    lastText = now.toISOString();
  }
  return lastText;
}
