import type { Row } from '@fetchutils/plumbing';

import type { Journal } from '../journal.js';
import type { Outcome } from '../../row/outcome.js';
import type { Sink } from '../../sinks/sink.js';
import { createDuplicates } from './duplicates.js';

/** Finds contents that have a file already, in this run and, through the journal, in those before. */
export class Dedupe {
  readonly how: 'skip' | 'link';
  readonly #sink: Sink;
  readonly #duplicates = createDuplicates();
  #journal: Journal | undefined;

  constructor(how: 'skip' | 'link', sink: Sink) {
    this.how = how;
    this.#sink = sink;
  }

  /** Takes a row of the journal. */
  replay(row: Row, reference: number): void {
    const { ok, path, sha256, duplicate_of: duplicateOf, retracts, error } = row;
    if (ok === true && typeof sha256 === 'string' && typeof path === 'string' && duplicateOf === undefined)
      this.#duplicates.add(sha256, reference);
    const gone = typeof retracts === 'string' ? (error as { sha256?: unknown } | null)?.sha256 : undefined;
    if (typeof gone === 'string') this.#duplicates.forget(gone);
  }

  begin(journal: Journal): void {
    this.#journal = journal;
  }

  /** The file other than `path` that has these bytes; what the table hints at is compared in full. */
  find(sha256: string, path: string): string | undefined {
    const reference = this.#duplicates.find(sha256);
    const kept = reference === undefined ? undefined : this.#journal?.read(reference)?.row;
    if (kept === undefined || kept['sha256'] !== sha256) return undefined;
    const { path: found, bytes } = kept;
    return typeof found === 'string' && found !== path && this.#sink.inspect(found)?.bytes === bytes
      ? found
      : undefined;
  }

  /** Puts a hard link to the first file of these bytes in the place of a file; undefined where it stays a copy. */
  link({ sha256, path }: Outcome): string | undefined {
    if (sha256 === undefined || path === undefined) return undefined;
    const first = this.find(sha256, path);
    if (first === undefined) return undefined;
    try {
      this.#sink.link(first, path);
      return first;
    } catch {
      // Another file system, or more links than a file may have: a copy is as good.
      return undefined;
    }
  }

  /** Remembers an answer that is in the journal at `reference`. */
  note({ path, duplicateOf }: Outcome, sha256: string, reference: number): void {
    if (path !== undefined && duplicateOf === undefined) this.#duplicates.add(sha256, reference);
  }

  /** Forgets a content whose files are taken back. */
  forget(sha256: string): void {
    this.#duplicates.forget(sha256);
  }
}
