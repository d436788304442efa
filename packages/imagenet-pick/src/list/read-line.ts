import { isUtf8 } from 'node:buffer';

import { findHost, isFlickrHost } from './flickr-host.js';
import type { HostTest } from '../urls/host-filter.js';
import { type LineBlock, maxLineBytes } from './line-blocks.js';
import { measureUrl, type UrlMeasure } from './measure-url.js';

/** One picture of a list: its class, its place among the lines of the class, and the hash of its URL. */
export type ListedUrl = {
  wnid: string;
  nth: number;
  id: string;
  url: string;
  host: string;
  isFlickr: boolean;
  low: number;
  high: number;
};

const tab = 0x09;
const newline = 0x0a;
const underscore = 0x5f;
const wnidBytes = 9;
const measure: UrlMeasure = { end: 0, low: 0, high: 0, hasTab: false, isAscii: true };

/** Reads the line `wnid_number<TAB>url` of a class, split at the first tab; nothing where it is no such line, or its host not wanted. */
export function readLine(
  { bytes, view }: LineBlock,
  start: number,
  { wnid, nth }: { wnid: string; nth: number },
  isWanted: HostTest,
): ListedUrl | undefined {
  if (bytes[start + wnidBytes] !== underscore) return undefined;
  let tabAt = start + wnidBytes + 1;
  while (bytes[tabAt] !== tab && bytes[tabAt] !== newline) tabAt += 1;
  if (bytes[tabAt] === newline) return undefined;
  measureUrl(bytes, view, tabAt + 1, measure);
  const { end, low, high, isAscii } = measure;
  if (end === tabAt + 1 || end - start >= maxLineBytes) return undefined;
  const span = findHost(bytes, tabAt + 1, end);
  const host = bytes.toString('latin1', span.start, span.end).toLowerCase();
  const isFlickr = isFlickrHost(bytes, span);
  // Asked before the rest is made: most of a list is not on the hosts that are wanted.
  if (!isWanted(host, isFlickr)) return undefined;
  return {
    wnid,
    nth,
    id: decodeText(bytes, start, tabAt),
    url: isAscii ? bytes.toString('latin1', tabAt + 1, end) : decodeText(bytes, tabAt + 1, end),
    host,
    isFlickr,
    low,
    high,
  };
}

/** UTF-8, or latin-1 where it is not: 0x85 and 0xA0 are parts of letters there, never blanks. */
function decodeText(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('latin1', start, end);
  if (!/[\x80-\xff]/.test(text) || !isUtf8(bytes.subarray(start, end))) return text;
  return bytes.toString('utf8', start, end);
}
