import type { ExchangeRequest, RawHeaders } from '../exchange.js';

let lastHeaders: RawHeaders | undefined;
let lastLines = '';

/** A request as latin-1 text; for a proxy that is no tunnel in the absolute form and with its credentials, or ''. */
export function requestHead(request: ExchangeRequest, proxyCredentials: string | undefined): string {
  const { url, method, headers } = request;
  // Most requests of a run send the very same list, so its lines are written once.
  if (headers !== lastHeaders) {
    lastHeaders = headers;
    lastLines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  }
  const path = `${url.pathname}${url.search}`;
  if (proxyCredentials === undefined)
    return `${method} ${path} HTTP/1.1\r\nHost: ${url.host}\r\n${lastLines}\r\n`;
  const authorization = proxyCredentials === '' ? '' : `Proxy-Authorization: ${proxyCredentials}\r\n`;
  return `${method} ${url.origin}${path} HTTP/1.1\r\nHost: ${url.host}\r\n${authorization}${lastLines}\r\n`;
}
