import type { RawHeaders } from '../exchange.js';
import { FetchError } from '../fetch-error.js';
import { findHeader } from '../headers/response-headers.js';

/** A response that may point elsewhere, and the way that led to it. */
export type RedirectQuestion = {
  status: number;
  headers: RawHeaders;
  /** Where the response came from. */
  url: URL;
  /** The URLs already asked, `url` included, since anything last changed in what is sent (a new cookie). */
  visited: readonly string[];
  /** Redirects followed so far. */
  followed: number;
  maxRedirects: number;
};

/**
 * The next URL of a redirect, undefined where the response is none, and a FetchError of kind `redirect` where it may
 * not be followed. GET stays GET and HEAD stays HEAD, whatever the status.
 */
export function findRedirect(question: RedirectQuestion): URL | FetchError | undefined {
  const { status, headers, url, visited, followed, maxRedirects } = question;
  if (!isRedirectStatus(status)) return undefined;
  const location = findHeader(headers, 'location')?.trim();
  if (!location) return refuse('missing-location', `status ${status} without a Location`);
  const next = parseLocation(location, url);
  if (!next) return refuse('bad-location', `redirected to ${quote(location)}, which is no URL`);
  if (next.protocol !== 'http:' && next.protocol !== 'https:') {
    return refuse('bad-scheme', `redirected to ${quote(location)}, which is neither http nor https`);
  }
  if (visited.some((href) => withoutFragment(href) === withoutFragment(next.href))) {
    return refuse('loop', `redirected in a loop, back to ${quote(next.href)}`);
  }
  if (followed >= maxRedirects) return refuse('too-many', `more than ${maxRedirects} redirects`);
  return next;
}

/** True for the statuses that a client follows. */
export function isRedirectStatus(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

/**
 * Whether Authorization, Cookie and userinfo that were meant for one URL may also go to another: the same host and
 * port, never from https down to http, and up only between the default ports.
 */
export function mayCarryCredentials(from: URL, to: URL): boolean {
  if (from.hostname !== to.hostname) return false;
  if (from.protocol === to.protocol) return from.port === to.port;
  return from.protocol === 'http:' && from.port === '' && to.port === '';
}

function parseLocation(location: string, base: URL): URL | undefined {
  // Raw bytes go back to the server as they came: percent-encoded one by one, UTF-8 or not (browsers, curl).
  const ascii = location.replace(
    /[\x80-\xff]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  let next: URL;
  try {
    next = new URL(ascii, base);
  } catch {
    return undefined;
  }
  // RFC 9110, 10.2.2: a redirect without a fragment inherits it.
  if (next.hash === '' && base.hash !== '' && !ascii.includes('#')) next.hash = base.hash;
  return next;
}

function withoutFragment(href: string): string {
  const hash = href.indexOf('#');
  return hash < 0 ? href : href.slice(0, hash);
}

/** Cut short, on one line, and without a password. */
function quote(text: string): string {
  const open = text.replace(/\/\/[^/?#]*@/, '//');
  return JSON.stringify(open.length > 200 ? `${open.slice(0, 200)}...` : open);
}

function refuse(code: string, message: string): FetchError {
  return new FetchError('redirect', code, message);
}
