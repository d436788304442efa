import type { RawHeaders } from '@fetchutils/plumbing/http';

import type { Validators } from '../row/job.js';
import type { Continuation } from './judge-head.js';

/** The headers of a request for a whole body (the very same list, which the wire knows by then), a part of it, or its change. */
export function requestHeaders(
  common: RawHeaders,
  partial: Continuation | undefined,
  validators: Validators | undefined,
): RawHeaders {
  if (partial !== undefined) {
    return [
      ...common.filter(([name]) => name.toLowerCase() !== 'accept-encoding'),
      ['Range', `bytes=${partial.from}-${partial.to === undefined ? '' : partial.to - 1}`],
      ['If-Range', partial.state.validator],
    ];
  }
  if (validators === undefined) return common;
  const { etag, lastModified } = validators;
  return [
    ...common,
    ...(etag === undefined ? [] : [['If-None-Match', etag] as const]),
    ...(lastModified === undefined ? [] : [['If-Modified-Since', lastModified] as const]),
  ];
}
