import type { ErrorKind } from './error-kinds.js';

/** Whether what went wrong may pass, so that another try may help: for all tools, and for what rows call retryable. */
export function mayPass(kind: ErrorKind, code: string): boolean {
  const codes = passing[kind];
  return typeof codes === 'boolean' ? codes : codes.test(code);
}

/** All codes of a kind, none, or those that match. */
const passing: Readonly<Record<ErrorKind, boolean | RegExp>> = {
  input: false,
  // A name that is not there is an answer; name servers that fail give none.
  dns: /^(?!(?:ENOTFOUND|ENODATA|EAI_NONAME|EAI_NODATA|EBADNAME)$)/,
  // A proxy that refuses, or is none.
  connect: /^(?!(?:proxy-answer|proxy-[1-4]\d\d)$)/,
  tls: false,
  timeout: true,
  reset: true,
  truncated: true,
  // curl's statuses, and 425 (RFC 8470); what a server garbled once it may get right.
  http: /^(?:408|425|429|500|502|503|504|bad-chunk|bad-status-line|conflicting-lengths|unasked-range)$/,
  redirect: false,
  type: false,
  size: false,
  checksum: false,
  image: false,
  placeholder: false,
  policy: false,
  'host-down': true,
  // Another run has the file; too many files are open; a folder that somebody removed is made again.
  sink: /^(?:busy|EMFILE|ENFILE|ENOENT)$/,
  cancelled: /^(?:interrupted|stopped)$/,
};
