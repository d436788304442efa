import { codeOf, type ErrorKind, mayPass, reasonOf } from '@fetchutils/plumbing';

/** Why a page could not be read, as its row tells it. */
export type Failure = { kind: string; code: string; message: string; retryable: boolean };

/** Thrown when a page cannot be read: it becomes a row, the other pages go on. */
export class PageFailure extends Error implements Failure {
  readonly retryable: boolean;

  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.retryable = mayPass(kind, code);
  }
}

/** The failure of a page that holds more than anybody would want of it. */
export function tooMuch(message: string): PageFailure {
  return new PageFailure('size', 'too-large', message);
}

/** What is told of an error that a page caused, or undefined where the error is no page's fault. */
export function failureOf(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('kind' in error && 'code' in error && 'retryable' in error) {
    const { kind, code, retryable } = error;
    return { kind: String(kind), code: String(code), message: error.message, retryable: retryable === true };
  }
  const code = codeOf(error);
  if (code === undefined) return undefined;
  // zlib: the page ends before its gzip does, or what looked like gzip is none.
  if (code === 'Z_BUF_ERROR')
    return { kind: 'truncated', code, message: 'the compressed page ends early', retryable: true };
  if (code.startsWith('Z_'))
    return { kind: 'type', code, message: 'the compressed page is broken', retryable: false };
  return { kind: 'input', code, message: reasonOf(error), retryable: false };
}
