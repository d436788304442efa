import { FetchError } from '../fetch-error.js';

const retryableStatuses: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Whether a status tells of something that may pass: curl's list, and 425 (RFC 8470). */
export function isRetryableStatus(status: number): boolean {
  return retryableStatuses.has(status);
}

/** True for an answer that says: come back later. */
export function isPostponement(status: number | undefined): boolean {
  return status === 429 || status === 503;
}

/** The error that a status other than success is; its code is the status. */
export function httpStatusError(status: number, reason = ''): FetchError {
  const words = reason === '' ? `status ${status}` : `status ${status} ${reason}`;
  return new FetchError('http', String(status), words, isRetryableStatus(status));
}
