import { isDigest, type Row } from '@fetchutils/plumbing';
import { FetchError } from '@fetchutils/plumbing/http';

import type { Job } from '../../row/job.js';
import type { Journal } from '../journal.js';
import type { Outcome } from '../../row/outcome.js';
import { hostOf } from '../../row/host-of.js';
import type { Learning, TakenBack } from '../learned/learning.js';
import type { Received } from '../../body/received.js';
import type { Dedupe } from './dedupe.js';

/** A body that passes in all else. */
export type Candidate = {
  job: Job;
  received: Received;
  /** Where it would be kept. */
  path: string;
};

/** Compares contents with all that have come before: learned placeholders and duplicates. The journal is its memory. */
export class Contents {
  readonly #learning: Learning | undefined;
  readonly #dedupe: Dedupe | undefined;

  constructor(learning: Learning | undefined, dedupe: Dedupe | undefined) {
    this.#learning = learning;
    this.#dedupe = dedupe;
  }

  /** True where what was kept may be taken back. */
  get takesBack(): boolean {
    return this.#learning !== undefined;
  }

  /** Takes a row of the journal, before anything else. */
  replay(row: Row, reference: number): void {
    this.#learning?.replay(row, reference);
    this.#dedupe?.replay(row, reference);
  }

  /** Answers of the journal that `begin` will take back. */
  uncorrected(journal: Journal): { text: string; row: Row }[] {
    return this.#learning?.uncorrected(journal) ?? [];
  }

  /** Begins the run: what an earlier one has left undone is done, and `tell` hears of every copy that is taken back. */
  begin(journal: Journal, tell: (taken: TakenBack) => void): void {
    this.#dedupe?.begin(journal);
    this.#learning?.begin(journal, (taken) => {
      const { sha256 } = taken.answer;
      if (typeof sha256 === 'string') this.#dedupe?.forget(sha256);
      tell(taken);
    });
  }

  /** The answer to a row whose body is not to be kept; undefined where it is. */
  judge({ job, received, path }: Candidate): Outcome | undefined {
    const sha256 = received.digests['sha256'];
    if (sha256 === undefined) return undefined;
    const sighting = { url: job.urlText, host: hostOf(job.urlText), sha256 };
    // A row that names its own checksum is what it says.
    const isTrusted = received.verified !== undefined;
    const error = isTrusted ? undefined : this.#learning?.judge(sighting, path);
    if (error !== undefined) return { outcome: 'rejected', error, rejectedSha256: sha256 };
    const duplicateOf = this.#dedupe?.how === 'skip' ? this.#dedupe.find(sha256, path) : undefined;
    return duplicateOf === undefined ? undefined : skipped(received, sha256, duplicateOf);
  }

  /** Makes a file that has its name a link to one of the same bytes, with --dedupe link. */
  link(outcome: Outcome): void {
    if (this.#dedupe?.how !== 'link') return;
    const linked = this.#dedupe.link(outcome);
    if (linked !== undefined) outcome.duplicateOf = linked;
  }

  /** Judges a file that was there before its row: a run that was killed may have left it without an answer. */
  sight(row: Row, outcome: Outcome): Outcome {
    if (isDigest('sha256', row['sha256'])) return outcome;
    const sighted = this.#learning?.sight(row, outcome);
    if (sighted === undefined) return outcome;
    const { sha256, error } = sighted;
    if (error instanceof FetchError) return { outcome: 'rejected', error, rejectedSha256: sha256 };
    return { ...outcome, sha256 };
  }

  /** Remembers an answer that is in the journal at `reference`. */
  note(row: Row, outcome: Outcome, reference: number): void {
    const { sha256 } = outcome;
    if (sha256 === undefined || outcome.error !== undefined) return;
    this.#dedupe?.note(outcome, sha256, reference);
    if (this.#learning === undefined || outcome.verified !== undefined) return;
    this.#learning.note(row, sha256, reference);
  }
}

function skipped(
  { bytes, type, width, height, verified }: Received,
  sha256: string,
  duplicateOf: string,
): Outcome {
  const outcome: Outcome = { outcome: 'skipped', reason: 'duplicate', bytes, sha256, duplicateOf };
  if (type !== undefined) outcome.type = type;
  if (width !== undefined) outcome.width = width;
  if (height !== undefined) outcome.height = height;
  if (verified !== undefined) outcome.verified = verified;
  return outcome;
}
