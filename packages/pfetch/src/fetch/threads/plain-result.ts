import { type ErrorKind, FetchError } from '@fetchutils/plumbing/http';

import type { Outcome } from '../../intake/outcome.js';
import type { AttemptResult } from '../attempt-result.js';

/** A FetchError as it goes between threads, which copy objects but know no classes. */
export type PlainError = { kind: ErrorKind; code: string; message: string; retryable: boolean };

export type PlainOutcome = Omit<Outcome, 'error'> & { error?: PlainError };

export type PlainResult = Omit<AttemptResult, 'outcome'> & { outcome: PlainOutcome };

/** An error for another thread. */
export function toPlainError({ kind, code, message, retryable }: FetchError): PlainError {
  return { kind, code, message, retryable };
}

/** The error that another thread has sent. */
export function fromPlainError({ kind, code, message, retryable }: PlainError): FetchError {
  return new FetchError(kind, code, message, retryable);
}

/** An outcome for another thread: itself, where it holds no error. */
export function toPlainOutcome(outcome: Outcome): PlainOutcome {
  const { error, ...rest } = outcome;
  return error === undefined ? rest : { ...rest, error: toPlainError(error) };
}

/** The outcome that another thread has sent. */
export function fromPlainOutcome(plain: PlainOutcome): Outcome {
  const { error, ...rest } = plain;
  return error === undefined ? rest : { ...rest, error: fromPlainError(error) };
}
