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
      const { url, final_url: finalUrl, sha256, retracts, path } = row;
      if (typeof url !== 'string' || typeof sha256 !== 'string') return;
      const sighting = { url, sha256, host: hostOf(typeof finalUrl === 'string' ? finalUrl : url) };
      if (row.ok === true && row.outcome === 'fetched') {
        corrected.delete(url);
        if (typeof path === 'string') removed.delete(path);
        for (const kept of learned.note(sighting, reference)) toCorrect.add(kept);
      } else if (typeof retracts === 'string' || isLearned(row)) {
        for (const kept of learned.condemn(sighting)) toCorrect.add(kept);
        if (typeof retracts === 'string') corrected.add(url);
        if (typeof row.removed === 'string') removed.add(row.removed);
      }
    },
    unfinished(readRow: (reference: number) => Row): Unfinished {
      const rows = [...toCorrect].map((reference) => ({ reference, row: readRow(reference) }));
      return { rows: rows.filter(({ row }) => !corrected.has(String(row.url))), files: [...removed] };
    },
  };
}

function isLearned({ error }: Row): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'learned';
}
