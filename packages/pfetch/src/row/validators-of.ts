import type { Row } from '@fetchutils/plumbing';
import { isEntityTag } from '@fetchutils/plumbing/http';

import type { Validators } from './job.js';

/** The version that a row names, as far as a request can ask by it. */
export function validatorsOf(row: Row): Validators | undefined {
  const { etag, last_modified: lastModified } = row;
  const validators = {
    ...(typeof etag === 'string' && isEntityTag(etag) ? { etag } : {}),
    ...(typeof lastModified === 'string' && /^[\x20-\x7e]+$/.test(lastModified) ? { lastModified } : {}),
  };
  return Object.keys(validators).length === 0 ? undefined : validators;
}
