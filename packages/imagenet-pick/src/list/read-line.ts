import { isUtf8 } from 'node:buffer';

import { findHost, isFlickrHost } from './flickr-host.js';
import { maxLineBytes } from './line-blocks.js';

/** One picture of a list. */
export type ListedUrl = { wnid: string; id: string; url: string; host: string; isFlickr: boolean };

/** The same, with its place among those of its class. */
export type PlacedUrl = ListedUrl & { nth: number };

const tab = 0x09;
const wnidBytes = 9;

/** Reads `wnid_number<TAB>url`, split at the first tab; nothing where the line is no such thing. */
export function readLine(bytes: Buffer, start: number, lineEnd: number): ListedUrl | undefined {
  const end = bytes[lineEnd - 1] === 0x0d ? lineEnd - 1 : lineEnd;
  const tabAt = bytes.indexOf(tab, start);
  if (tabAt < 0 || tabAt + 1 >= end || end - start >= maxLineBytes) return undefined;
  const id = decodeText(bytes, start, tabAt);
  if (!/^n\d{8}_/.test(id)) return undefined;
  const host = findHost(bytes, tabAt + 1, end);
  return {
    wnid: id.slice(0, wnidBytes),
    id,
    url: decodeText(bytes, tabAt + 1, end),
    host: bytes.toString('latin1', host.start, host.end).toLowerCase(),
    isFlickr: isFlickrHost(bytes, host),
  };
}

/** UTF-8, or latin-1 where it is not: 0x85 and 0xA0 are letters' bytes there, never blanks. */
function decodeText(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('latin1', start, end);
  if (!/[\x80-\xff]/.test(text) || !isUtf8(bytes.subarray(start, end))) return text;
  return bytes.toString('utf8', start, end);
}
