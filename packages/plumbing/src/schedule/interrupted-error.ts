import { FetchError } from '../http/fetch-error.js';

/** The error of a task whose turn did not come. */
export function interruptedError(): FetchError {
  return new FetchError('cancelled', 'interrupted', 'the run ended before its turn');
}
