import type { RawHeaders } from '../exchange.js';
import { parseHttpDate } from './http-date.js';
import { findHeader } from './response-headers.js';

/**
 * How long a response asks to wait: milliseconds, at most `capMs`, never negative; undefined where it does not say or
 * says nonsense. A date is read against the server's own Date header, so a server with a wrong clock does no harm.
 */
export function readRetryAfter(headers: RawHeaders, capMs: number, nowMs = Date.now()): number | undefined {
  const value = findHeader(headers, 'retry-after')?.trim();
  if (value === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.min(Number(value) * 1000, capMs);
  const until = parseHttpDate(value, nowMs);
  if (until === undefined) return undefined;
  const serverNowMs = parseHttpDate(findHeader(headers, 'date') ?? '', nowMs) ?? nowMs;
  return Math.min(Math.max(until - serverNowMs, 0), capMs);
}
