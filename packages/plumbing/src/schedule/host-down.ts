import { FetchError } from '../http/fetch-error.js';

/** The error of a task whose host does not answer, so that it is not asked. */
export function hostDown(name: string): FetchError {
  return new FetchError(
    'host-down',
    'host-down',
    `${name} does not answer; not tried again in this run for now`,
  );
}
