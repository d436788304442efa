import { readFileSync } from 'node:fs';

/** True for a file that --summary has written. */
export function isSummary(path: string): boolean {
  try {
    const summary: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof summary !== 'object' || summary === null) return false;
    return 'rows' in summary && 'outcomes' in summary && 'elapsed_ms' in summary;
  } catch {
    return false;
  }
}
