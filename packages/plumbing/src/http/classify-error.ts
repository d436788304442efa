import type { ErrorKind } from './error-kinds.js';
import { FetchError } from './fetch-error.js';

/**
 * Turns what a socket, TLS, DNS or HTTP/2 reports into a FetchError. `otherwise` is the kind of what the table
 * does not know. EMFILE, ENFILE and ENOBUFS keep their codes: they tell of this process and not of the host, and ask
 * for a slower pace.
 */
export function classifyError(thrown: unknown, otherwise: ErrorKind = 'connect'): FetchError {
  const error = findCause(thrown);
  if (error instanceof FetchError) return error;
  const { code, message } = describe(error);
  const rule = rules.find(([, pattern]) => pattern.test(code));
  if (!rule) return new FetchError(otherwise, code || 'unknown', message);
  const [kind, , words] = rule;
  return new FetchError(kind, code, words ?? message);
}

/** True where this process has too many files or sockets open: a matter of pace, and not of what was asked for. */
export function isOutOfFiles(code: string): boolean {
  return code === 'EMFILE' || code === 'ENFILE';
}

type Rule = readonly [kind: ErrorKind, code: RegExp, words?: string];

const rules: readonly Rule[] = [
  ['dns', /^(ENOTFOUND|ENODATA|EAI_NONAME|EAI_NODATA|EBADNAME)$/],
  ['dns', /^(ESERVFAIL|EREFUSED|EFORMERR|ENOTIMP|ETIMEOUT|EBADRESP|EBADQUERY|EAI_\w+|EDESTRUCTION)$/],
  ['connect', /^(EMFILE|ENFILE|ENOBUFS|ENOMEM)$/],
  ['connect', /^ECONNREFUSED$/, 'connection refused'],
  ['connect', /^(EHOSTUNREACH|EHOSTDOWN)$/, 'no route to the host'],
  ['connect', /^(ENETUNREACH|ENETDOWN)$/, 'the network is unreachable'],
  ['connect', /^(EADDRNOTAVAIL|EADDRINUSE|EACCES|EPERM|EINVAL|EAFNOSUPPORT)$/],
  ['timeout', /^ETIMEDOUT$/, 'the connection timed out'],
  ['reset', /^(ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE)$/, 'connection reset by the server'],
  ['reset', /^ERR_HTTP2_\w+$/],
  ['tls', /^(CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+|INVALID_\w+|HOSTNAME_MISMATCH)$/],
  ['tls', /^(ERR_TLS_\w+|ERR_SSL_\w+|ERR_OSSL_\w+|EPROTO|CRL_\w+|PATH_LENGTH_EXCEEDED)$/],
  ['cancelled', /^(ABORT_ERR|ECANCELLED|AbortError)$/, 'cancelled'],
];

/** Wrappers (fetch's TypeError, AggregateError) say less than what they wrap. */
function findCause(thrown: unknown): unknown {
  let error = thrown;
  for (let depth = 0; depth < 8 && error instanceof Error && !(error instanceof FetchError); depth++) {
    const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
    if (!(inner instanceof Error)) break;
    error = inner;
  }
  return error;
}

function describe(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { code: code || (error.name === 'AbortError' ? error.name : ''), message: error.message || code };
}
