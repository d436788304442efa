import type { Row } from '@fetchutils/plumbing';

import { hostOf } from './host-of.js';
import type { LearnedPlaceholders } from './learned-placeholders.js';

/** What a run that was killed has left to do: rows to correct, by reference, and files to remove that a correction names. */
export type Unfinished = { rows: { reference: number; row: Row }[]; files: string[] };

/**
 * Rebuilds what was learned from a journal's rows, in their order. A run may have died between any two steps of taking copies
 * back; `unfinished` says which steps remain, and reads a kept row again through `readRow`.
 */
export function createJournalReplay(learned: LearnedPlaceholders) {
  const toCorrect = new Set<number>();
  const corrected = new Set<string>();
  const removed = new Set<string>();

  return {
    take(row: Row, reference: number): void {
      const { url, path, retracts, removed: file } = row;
      const sha256 = row.ok === true ? row.sha256 : hashOfLearned(row);
      if (typeof url !== 'string' || typeof sha256 !== 'string') return;
      const sighting = { url, sha256, host: hostOf(typeof row.final_url === 'string' ? row.final_url : url) };
      if (row.ok === true) {
        corrected.delete(url);
        if (typeof path === 'string') removed.delete(path);
        for (const kept of learned.note(sighting, reference)) toCorrect.add(kept);
        return;
      }
      for (const kept of learned.condemn(sighting)) toCorrect.add(kept);
      if (typeof retracts === 'string') corrected.add(url);
      if (typeof file === 'string') removed.add(file);
    },
    unfinished(readRow: (reference: number) => Row): Unfinished {
      const rows = [...toCorrect].map((reference) => ({ reference, row: readRow(reference) }));
      return { rows: rows.filter(({ row }) => !corrected.has(String(row.url))), files: [...removed] };
    },
  };
}

/** The hash of what a row rejected, where learning was the reason: rejected and correcting rows carry it in their error. */
function hashOfLearned({ error }: Row): unknown {
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== 'learned')
    return undefined;
  return 'sha256' in error ? error.sha256 : undefined;
}
