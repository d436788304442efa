import { type Row, withoutResult } from '@fetchutils/plumbing';
import { FetchError } from '@fetchutils/plumbing/http';

import type { Journal } from '../journal.js';
import type { Outcome } from '../../row/outcome.js';
import type { Sink } from '../../sinks/sink.js';
import { correctingText } from './correcting-text.js';
import { hostOf } from '../../row/host-of.js';
import { createJournalReplay } from './journal-replay.js';
import { createLearnedPlaceholders, type Sighting } from './learned-placeholders.js';

/** A copy that is gone: its row, the answer to it as it was, and the text of the one that corrects it. */
export type TakenBack = { row: Row; answer: Row; text: string; isOfThisRun: boolean };

/** Some bytes, and the host of the row that they answer. */
export type Content = { host: string; sha256: string };

/** Learns placeholders and takes their first copies back: row into the journal, file removed, then whoever wants to know. */
export class Learning {
  readonly #threshold: number;
  readonly #sink: Sink;
  readonly #learned;
  readonly #replay;
  #journal: Journal | undefined;
  /** Where the rows of this run begin in the journal. */
  #begin = 0;
  #bornMs = 0;
  #tell: (taken: TakenBack) => void = () => undefined;

  constructor(threshold: number, sink: Sink) {
    this.#threshold = threshold;
    this.#sink = sink;
    this.#learned = createLearnedPlaceholders({ threshold });
    this.#replay = createJournalReplay(this.#learned);
  }

  /** Takes a row of the journal. */
  replay(row: Row, reference: number): void {
    this.#replay.take(row, reference);
  }

  /** The rows that a run which was killed had yet to correct: `begin` will, so they are not done. */
  uncorrected(journal: Journal): { text: string; row: Row }[] {
    const { rows } = this.#replay.unfinished((reference) => journal.read(reference)?.row);
    return rows.flatMap((reference) => journal.read(reference) ?? []);
  }

  /** Does what a run that was killed has left undone, and tells of every copy that is taken back from now on. */
  begin(journal: Journal, tell: (taken: TakenBack) => void): void {
    this.#journal = journal;
    this.#begin = journal.end;
    this.#bornMs = journal.bornMs;
    this.#tell = tell;
    const { rows, files } = this.#replay.unfinished((reference) => journal.read(reference)?.row);
    for (const [file, sha256] of files) if (this.#sink.digest(file) === sha256) this.#sink.remove(file);
    for (const reference of rows) this.#takeBack([reference]);
  }

  /** Why a body is not to be kept under `path`; the copies before it are taken back. */
  judge(sighting: Sighting, path: string): FetchError | undefined {
    if (sighting.host === '') return undefined;
    const { isPlaceholder, takeBack } = this.#learned.judge(sighting);
    if (!isPlaceholder) return undefined;
    this.#takeBack(takeBack, sighting);
    // A copy that got its name just before a kill has no row that could be corrected.
    if (this.#mayBeOurs(path) && this.#sink.digest(path) === sighting.sha256) this.#sink.remove(path);
    return new FetchError('placeholder', 'learned', this.#reason(sighting.host));
  }

  /** Judges a file that has no row in the journal although it is younger: a kill may have left it. */
  sight(row: Row, { reason, path }: Outcome): { sha256: string; error?: FetchError } | undefined {
    const { url } = row;
    if (reason !== 'exists' || path === undefined || typeof url !== 'string') return undefined;
    if (!this.#mayBeOurs(path)) return undefined;
    const host = hostOf(url);
    const sha256 = host === '' ? undefined : this.#sink.digest(path);
    if (sha256 === undefined) return undefined;
    const { isPlaceholder, takeBack } = this.#learned.judge({ url, host, sha256 });
    if (!isPlaceholder) return { sha256 };
    this.#takeBack(takeBack, { host, sha256 });
    this.#sink.remove(path);
    return { sha256, error: new FetchError('placeholder', 'learned', this.#reason(host)) };
  }

  /** Remembers an answer that is in the journal at `reference`; copies that came side by side are found out here. */
  note(row: Row, sha256: string, reference: number): void {
    const url = String(row['url']);
    const sighting = { url, host: hostOf(url), sha256 };
    if (sighting.host === '') return;
    const found = this.#learned.note(sighting, reference);
    if (found.length > 0) this.#takeBack(found, sighting);
  }

  /** A file that is older than the journal is the user's, whatever its bytes. */
  #mayBeOurs(path: string): boolean {
    return (this.#sink.inspect(path)?.changedMs ?? 0) >= this.#bornMs;
  }

  #takeBack(references: readonly number[], of?: Content): void {
    for (const reference of new Set(references)) {
      const kept = this.#journal?.read(reference);
      // 64 bits of the hash led here: the row itself says whether it is meant.
      if (kept === undefined || (of !== undefined && kept.row['sha256'] !== of.sha256)) continue;
      this.#correct(kept, reference, of?.host ?? hostOf(String(kept.row['url'])));
    }
  }

  #correct({ row, text }: { row: Row; text: string }, reference: number, host: string): void {
    const path = typeof row['path'] === 'string' ? row['path'] : undefined;
    const found = path === undefined ? undefined : this.#sink.digest(path);
    // A file that somebody has changed is not ours to remove.
    const removed = found === undefined || found === row['sha256'] ? path : undefined;
    const corrected = correctingText(text, row, this.#reason(host), removed);
    if (this.#journal?.addNow(corrected) !== true) return;
    if (removed !== undefined) this.#sink.remove(removed);
    this.#tell({
      row: withoutResult(text, row).row,
      answer: row,
      text: corrected,
      isOfThisRun: reference >= this.#begin,
    });
  }

  #reason(host: string): string {
    return `the same bytes came from ${this.#threshold} URLs of ${host}`;
  }
}
