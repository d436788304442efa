import type { IncomingHttpHeaders, IncomingHttpStatusHeader, OutgoingHttpHeaders } from 'node:http2';

import type { ExchangeRequest, RawHeaders, ResponseHead } from '../exchange.js';

/** A request as HTTP/2 has it: the pseudo-headers first, every name in lower case and once, as node wants it. */
export function toH2Headers({ url, method, headers }: ExchangeRequest): OutgoingHttpHeaders {
  const fields: Record<string, string> = {
    ':method': method,
    ':scheme': url.protocol.slice(0, -1),
    ':authority': url.host,
    ':path': `${url.pathname}${url.search}`,
  };
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = fields[key];
    const separator = key === 'cookie' ? '; ' : ', ';
    fields[key] = before === undefined ? value : `${before}${separator}${value}`;
  }
  return fields;
}

/** The head of a response; HTTP/2 has no reason phrase. */
export function toResponseHead(fields: IncomingHttpHeaders & IncomingHttpStatusHeader): ResponseHead {
  return { status: fields[':status'] ?? 0, reason: '', httpVersion: '2', headers: listHeaders(fields) };
}

function listHeaders(fields: IncomingHttpHeaders): RawHeaders {
  const listed: (readonly [string, string])[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || name.startsWith(':')) continue;
    for (const one of Array.isArray(value) ? value : [value]) listed.push([name, String(one)]);
  }
  return listed;
}
