import { createHash } from 'node:crypto';

import type { Exchange } from '../exchange.js';
import type { Fault, Faults } from '../fault.js';

const lastModified = 'Tue, 01 Feb 2011 03:04:05 GMT';

/** The strong validator that goes with a body. */
export function etagOf(body: Uint8Array): string {
  return `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
}

/** What a faultless server does: right length, strong ETag, date, 206 for a Range whose If-Range still holds, 304. */
export const ok: Fault = {
  does: 'answers as a good server does, with ETag, Last-Modified, Range, If-Range and 304',
  answer: async (exchange) => {
    await exchange.sleep(exchange.number('ms', 0));
    await replyWithRange(exchange, exchange.body);
  },
};

/** Sends a body, or the part of it that was asked for, with every header that belongs to it. */
export async function replyWithRange(exchange: Exchange, body: Buffer): Promise<void> {
  const asked = exchange.request.headers;
  const etag = etagOf(body);
  const validators = { ETag: etag, 'Last-Modified': lastModified, 'Accept-Ranges': 'bytes' };
  const headers = { ...validators, 'Content-Type': exchange.text('type', 'application/octet-stream') };
  if (isUnchanged(asked, etag)) return exchange.head(304, validators);
  const start = startOfRange(asked, etag);
  if (start === undefined) return exchange.reply(200, headers, body);
  if (start >= body.length)
    return exchange.reply(416, { ...validators, 'Content-Range': `bytes */${body.length}` });
  const range = `bytes ${start}-${body.length - 1}/${body.length}`;
  return exchange.reply(206, { ...headers, 'Content-Range': range }, body.subarray(start));
}

/** Where a request wants to go on: `bytes=N-` under an If-Range that holds; undefined for the whole body. */
export function startOfRange(asked: Record<string, string>, etag: string): number | undefined {
  const start = /^bytes=(\d+)-/.exec(asked['range'] ?? '')?.[1];
  const condition = asked['if-range'];
  if (start === undefined) return undefined;
  return condition === undefined || condition === etag || condition === lastModified
    ? Number(start)
    : undefined;
}

function isUnchanged(asked: Record<string, string>, etag: string): boolean {
  if (asked['if-none-match'] !== undefined) return asked['if-none-match'] === etag;
  return asked['if-modified-since'] === lastModified;
}

/** Good servers in unusual clothes. */
export const well: Faults = {
  ok,
  empty: { does: 'answers 200 with an empty body', answer: (exchange) => exchange.reply(200) },
  status: {
    does: 'answers with ?code= and a short text',
    answer: (exchange) =>
      exchange.reply(exchange.number('code', 404), { 'Content-Type': 'text/plain' }, 'so it is\n'),
  },
  'no-date': {
    does: 'answers 200 without ETag, Last-Modified or Accept-Ranges',
    answer: (exchange) => exchange.reply(200, {}, exchange.body),
  },
  echo: {
    does: 'answers with the header lines of the request',
    answer: (exchange) =>
      exchange.reply(200, { 'Content-Type': 'text/plain' }, `${exchange.request.headerLines.join('\n')}\n`),
  },
};
