import { findHeader, isStrongEntityTag, parseHttpDate, type ResponseHead } from '@fetchutils/plumbing/http';

/** A strong validator of a version: a strong ETag, or a Last-Modified that the server can tell by (RFC 9110, 8.8.2.2). */
export function strongValidator(head: ResponseHead): string | undefined {
  const etag = findHeader(head.headers, 'etag');
  if (etag !== undefined) return isStrongEntityTag(etag) ? etag : undefined;
  const modified = findHeader(head.headers, 'last-modified');
  const modifiedMs = parseHttpDate(modified ?? '');
  const answeredMs = parseHttpDate(findHeader(head.headers, 'date') ?? '');
  if (modifiedMs === undefined || answeredMs === undefined) return undefined;
  return answeredMs - modifiedMs >= 60_000 ? modified : undefined;
}

/** True for what `strongValidator` gives: what stands in a file may have been put there by anybody. */
export function isValidator(text: string): boolean {
  return isStrongEntityTag(text) || parseHttpDate(text) !== undefined;
}

/** The whole length where a 206 is exactly what was asked for; undefined where it is not and the body must begin again. */
export function lengthOfContinuation(head: ResponseHead, from: number, to?: number): number | undefined {
  const range = findHeader(head.headers, 'content-range') ?? '';
  const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(range.trim()) ?? [];
  if (first === undefined || Number(first) !== from || Number(last) + 1 !== (to ?? Number(total)))
    return undefined;
  const length = findHeader(head.headers, 'content-length');
  const isConsistent = length === undefined || Number(length) === Number(last) + 1 - from;
  return isConsistent ? Number(total) : undefined;
}
