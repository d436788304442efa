import type { Readable } from 'node:stream';

import { checkAddress, type HopAddress } from '../guard/address-guard.js';
import type { ActiveExchange, ResponseHead } from '../exchange.js';
import { FetchError } from '../fetch-error.js';
import type { HeaderRule } from '../headers/header-rule.js';
import { requestHop } from './http-hop.js';
import type { HttpSession } from './http-session.js';
import { findRedirect, mayCarryCredentials } from './redirect.js';
import { type RequestUrl, takeLogin } from './request-url.js';
import { discardBody } from '../body/response-body.js';
import { findHeaders } from '../headers/response-headers.js';

/** One attempt at a URL. */
export type AttemptRequest = RequestUrl & {
  method: 'GET' | 'HEAD';
  rules: readonly HeaderRule[] | undefined;
  maxBytes: number;
  onStart: (exchange: ActiveExchange) => void;
};

/** The last response of a chain of redirects. */
export type AttemptResponse = {
  head: ResponseHead;
  body: Readable;
  url: URL;
  /** Where redirects led to, the last one included. */
  redirects: string[];
};

/** Makes one attempt: request after request until no redirect follows, with guard, cookies and credential rules at each. */
export async function followRedirects(
  session: HttpSession,
  attempt: AttemptRequest,
): Promise<AttemptResponse> {
  const { settings, cookies } = session;
  const redirects: string[] = [];
  let { url, login }: RequestUrl = attempt;
  let mayCarry = true;
  let previous: HopAddress | undefined;
  let visited = [url.href];
  for (;;) {
    const hop: HopAddress = { hostname: url.hostname, address: '' };
    const from = previous;
    const { head, body } = await requestHop(session.exchange, {
      url,
      method: attempt.method,
      headers: session.headersFor({ url, mayCarryCredentials: mayCarry, login, rules: attempt.rules }),
      connectTimeoutMs: settings.connectTimeoutMs,
      firstByteTimeoutMs: settings.firstByteTimeoutMs,
      idleTimeoutMs: settings.idleTimeoutMs,
      speedFloor: settings.speedFloor,
      maxBytes: attempt.maxBytes,
      onConnected(address) {
        hop.address = address;
        return checkAddress(settings.addressPolicy, hop, from);
      },
      onStart: attempt.onStart,
    });
    const hasNewCookies = cookies?.take(url, findHeaders(head.headers, 'set-cookie')) === true;
    if (hasNewCookies) visited = [];
    const limits = { followed: redirects.length, maxRedirects: settings.maxRedirects };
    const next = findRedirect({ status: head.status, headers: head.headers, url, visited, ...limits });
    if (next === undefined) return { head, body, url, redirects };
    discardBody(body);
    if (next instanceof FetchError) throw next;
    mayCarry &&= mayCarryCredentials(url, next);
    previous = hop;
    const target = takeLogin(next);
    url = target.url;
    login = target.login ?? (mayCarry ? login : undefined);
    visited.push(url.href);
    redirects.push(url.href);
  }
}
