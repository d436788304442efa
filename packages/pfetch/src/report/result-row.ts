import { appendMembers, momentText, monotonicMs, type Row } from '@fetchutils/plumbing';

import type { Expected, Validators } from '../row/job.js';
import { isOk, type Outcome } from '../row/outcome.js';

/** What an answer is about. */
export type Answered = {
  /** The row as JSON text, without fields of our names. */
  text: string;
  row: Row;
  expected?: Expected | undefined;
  /** The version that is here, as far as a server has named it. */
  validators?: Validators | undefined;
  attempts: number;
  /** When the first attempt began; 0 where there was none. */
  startedAtMs: number;
  /** How long its attempts took, one after the other. */
  triedMs: number;
};

/** The answer to a row as JSON text: the row as it stood, then what became of it. */
export function resultText(answered: Answered, outcome: Outcome): string {
  const { text, attempts, startedAtMs, triedMs } = answered;
  const elapsedMs = Math.round(triedMs);
  const waitedMs = startedAtMs === 0 ? 0 : Math.max(0, Math.round(monotonicMs() - startedAtMs - triedMs));
  return appendMembers(
    text,
    `${members(outcome, answered)},"attempts":${attempts},"elapsed_ms":${elapsedMs},"waited_ms":${waitedMs},"at":"${momentText()}"`,
  );
}

/** Written out by hand: a third of the time of JSON.stringify over an object made for it. */
function members(outcome: Outcome, { expected, validators }: Answered): string {
  if (outcome.recalled !== undefined) return recalledMembers(outcome.recalled);
  const { error, reason, status, path, bytes, type, finalUrl, width, height } = outcome;
  const { duplicateOf, rejectedSha256 } = outcome;
  const isExpected = expected?.digests.some(([algorithm]) => algorithm === 'sha256') === true;
  // One that is expected stands in the row already.
  const sha256 = isExpected ? undefined : outcome.sha256;
  const verified = outcome.verified ?? (isExpected && error === undefined ? [] : undefined);
  // A version that was not replaced is still here.
  const here = outcome.outcome === 'fetched' ? undefined : validators;
  const { etag = here?.etag, lastModified = here?.lastModified } = outcome;
  let text = `"ok":${isOk(outcome)},"outcome":"${outcome.outcome}"`;
  if (reason !== undefined) text += `,"reason":"${reason}"`;
  if (status !== undefined) text += `,"status":${status}`;
  if (path !== undefined) text += `,"path":${JSON.stringify(path)}`;
  if (bytes !== undefined) text += `,"bytes":${bytes}`;
  if (sha256 !== undefined) text += `,"sha256":"${sha256}"`;
  if (type !== undefined) text += `,"type":"${type}"`;
  if (width !== undefined) text += `,"width":${width}`;
  if (height !== undefined) text += `,"height":${height}`;
  if (etag !== undefined) text += `,"etag":${JSON.stringify(etag)}`;
  if (lastModified !== undefined) text += `,"last_modified":${JSON.stringify(lastModified)}`;
  if (finalUrl !== undefined) text += `,"final_url":${JSON.stringify(finalUrl)}`;
  if (verified !== undefined) text += `,"verified":${JSON.stringify(verified)}`;
  if (duplicateOf !== undefined) text += `,"duplicate_of":${JSON.stringify(duplicateOf)}`;
  if (error === undefined) return text;
  const { kind, code, message, retryable } = error;
  return `${text},"error":${JSON.stringify({ kind, code, message, retryable, sha256: rejectedSha256 })}`;
}

function recalledMembers(recalled: string): string {
  return `"ok":true,"outcome":"skipped","reason":"journal"${recalled === '' ? '' : `,${recalled}`}`;
}
