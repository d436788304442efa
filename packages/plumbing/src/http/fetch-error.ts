/** The closed set of ways in which fetching a URL fails; part of the row contract. */
export const errorKinds = [
  'input',
  'dns',
  'connect',
  'tls',
  'timeout',
  'reset',
  'truncated',
  'http',
  'redirect',
  'type',
  'size',
  'checksum',
  'image',
  'placeholder',
  'policy',
  'host-down',
  'sink',
  'cancelled',
] as const;

export type ErrorKind = (typeof errorKinds)[number];

const usuallyRetryable: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  'dns',
  'connect',
  'timeout',
  'reset',
  'truncated',
  'host-down',
]);

/** Why one URL could not be fetched: what a result row tells of it, as a value or thrown. */
export class FetchError extends Error {
  readonly kind: ErrorKind;
  /** An errno, a TLS or zlib code, an HTTP status, or a word of our own in kebab-case. */
  readonly code: string;
  readonly retryable: boolean;

  constructor(kind: ErrorKind, code: string, message: string, retryable = usuallyRetryable.has(kind)) {
    super(message);
    this.name = 'FetchError';
    this.kind = kind;
    this.code = code;
    this.retryable = retryable;
  }
}
