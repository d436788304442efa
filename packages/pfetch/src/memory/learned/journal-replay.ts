import type { Row } from '@fetchutils/plumbing';

import { hostOf } from '../../row/host-of.js';
import type { LearnedPlaceholders } from './learned-placeholders.js';

/** What a run that was killed has left to do: rows to correct, by reference, and files to remove, with the hash that they have. */
export type Unfinished = { rows: number[]; files: ReadonlyMap<string, string> };

/**
 * Rebuilds what was learned from a journal's rows, in their order. A run may have died between any two steps of taking copies
 * back; `unfinished` says which steps remain, and reads a kept row again through `readRow`.
 */
export function createJournalReplay(learned: LearnedPlaceholders) {
  const toCorrect = new Set<number>();
  const corrected = new Set<string>();
  const removed = new Map<string, string>();

  return {
    take(row: Row, reference: number): void {
      const { ok, url, path, retracts, removed: file } = row;
      const sha256 = ok === true ? row['sha256'] : hashOfLearned(row);
      // A row that named its own checksum was not judged.
      if (typeof url !== 'string' || typeof sha256 !== 'string' || row['verified'] !== undefined) return;
      const sighting = { url, sha256, host: hostOf(url) };
      if (sighting.host === '') return;
      if (ok === true) {
        corrected.delete(url);
        if (typeof path === 'string') removed.delete(path);
        for (const kept of learned.note(sighting, reference)) toCorrect.add(kept);
        return;
      }
      for (const kept of learned.condemn(sighting)) toCorrect.add(kept);
      if (typeof retracts === 'string') corrected.add(url);
      if (typeof file === 'string') removed.set(file, sha256);
    },
    unfinished(readRow: (reference: number) => Row | undefined): Unfinished {
      const rows = [...toCorrect].filter((reference) => {
        const url = readRow(reference)?.['url'];
        return typeof url === 'string' && !corrected.has(url);
      });
      return { rows, files: removed };
    },
  };
}

/** The hash of what a row rejected, where learning was the reason: rejected and correcting rows carry it in their error. */
function hashOfLearned({ error }: Row): unknown {
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== 'learned')
    return undefined;
  return 'sha256' in error ? error.sha256 : undefined;
}
