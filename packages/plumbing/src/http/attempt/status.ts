import { FetchError } from '../fetch-error.js';
import { mayPass } from '../may-pass.js';

/** Whether a status tells of something that may pass. */
export function isRetryableStatus(status: number): boolean {
  return mayPass('http', String(status));
}

/** True for an answer that says: come back later. */
export function isPostponement(status: number | undefined): boolean {
  return status === 429 || status === 503;
}

/** The error that a status other than success is; its code is the status. */
export function httpStatusError(status: number, reason = ''): FetchError {
  const words = reason === '' ? `status ${status}` : `status ${status} ${reason}`;
  return new FetchError('http', String(status), words);
}
