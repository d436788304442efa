import type { ErrorKind } from './error-kinds.js';
import { mayPass } from './may-pass.js';

/** Why one URL could not be fetched: what a result row tells of it, as a value or thrown. */
export class FetchError extends Error {
  readonly kind: ErrorKind;
  /** An errno, a TLS or zlib code, an HTTP status, or a word of our own in kebab-case. */
  readonly code: string;
  /** Whether another try may help. */
  readonly retryable: boolean;

  constructor(kind: ErrorKind, code: string, message: string) {
    super(message);
    this.name = 'FetchError';
    this.kind = kind;
    this.code = code;
    this.retryable = mayPass(kind, code);
  }
}
