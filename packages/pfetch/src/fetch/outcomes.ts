import { type FetchError, findHeader, type RawHeaders } from '@fetchutils/plumbing/http';

import type { Outcome } from '../row/outcome.js';
import type { Received } from '../body/received.js';

const judgements: ReadonlySet<string> = new Set(['type', 'size', 'image', 'placeholder', 'policy']);

/** A body that is not what was asked for is rejected; everything else that goes wrong is a failure. */
export function failedOutcome(error: FetchError): Outcome {
  if (error.kind === 'cancelled') return { outcome: 'cancelled', error };
  return { outcome: judgements.has(error.kind) ? 'rejected' : 'failed', error };
}

/** A body that is where it belongs. */
export function fetchedOutcome(
  { bytes, type, digests, width, height, verified }: Received,
  path: string,
  headers: RawHeaders,
): Outcome {
  const outcome: Outcome = { outcome: 'fetched', path, bytes };
  const sha256 = digests['sha256'];
  const etag = findHeader(headers, 'etag');
  const lastModified = findHeader(headers, 'last-modified');
  if (type !== undefined) outcome.type = type;
  if (sha256 !== undefined) outcome.sha256 = sha256;
  if (etag !== undefined) outcome.etag = etag;
  if (width !== undefined) outcome.width = width;
  if (height !== undefined) outcome.height = height;
  if (verified !== undefined) outcome.verified = verified;
  if (lastModified !== undefined) outcome.lastModified = lastModified;
  return outcome;
}
