import type { Readable } from 'node:stream';

import { checkAddress, type HopAddress } from '../guard/address-guard.js';
import type { Login } from '../../http-settings.js';
import type { ActiveExchange, ResponseHead } from '../exchange.js';
import { FetchError } from '../fetch-error.js';
import type { HeaderRule } from '../headers/header-rule.js';
import { requestHop } from './http-hop.js';
import type { HttpSession } from './http-session.js';
import { findRedirect, mayCarryCredentials } from './redirect.js';
import { type RequestUrl, takeLogin } from './request-url.js';
import { findHeaders } from '../headers/response-headers.js';

/** One attempt at a URL. */
export type AttemptRequest = RequestUrl & {
  method: 'GET' | 'HEAD';
  rules: readonly HeaderRule[] | undefined;
  maxBytes: number;
  onStart: (exchange: ActiveExchange) => void;
  /** The page that named this URL. */
  from: Referral | undefined;
};

/** The last response of a chain of redirects. */
export type AttemptResponse = {
  head: ResponseHead;
  body: Readable;
  discard(): void;
  url: URL;
  /** Where redirects led to, the last one included. */
  redirects: string[];
  /** For requests that this response leads to. */
  referral: Referral;
};

/** Where a request was led to from by what a page says: from there on the rules of a redirect hold. */
export type Referral = {
  url: URL;
  /** Absent for what is not of the web. */
  hop?: HopAddress | undefined;
  /** False once it is no longer the place that the user's credentials are for. */
  mayCarryCredentials: boolean;
  login?: Login | undefined;
};

/** Makes one attempt: request after request until no redirect follows, with guard, cookies and credential rules at each. */
export async function followRedirects(
  session: HttpSession,
  attempt: AttemptRequest,
): Promise<AttemptResponse> {
  const { settings, cookies } = session;
  const { from } = attempt;
  const redirects: string[] = [];
  let { url } = attempt;
  let mayCarry = from === undefined || (from.mayCarryCredentials && mayCarryCredentials(from.url, url));
  let login = attempt.login ?? (mayCarry ? from?.login : undefined);
  let previous = from?.hop;
  // A server that redirects may be told what its user says; whom a page names may not.
  const isStranger = !mayCarry;
  let visited = [url.href];
  for (;;) {
    const hop: HopAddress = { hostname: url.hostname, address: '' };
    const last = previous;
    const { head, body, discard } = await requestHop(session.exchange, {
      url,
      method: attempt.method,
      headers: session.headersFor({
        url,
        mayCarryCredentials: mayCarry,
        isStranger,
        login,
        rules: attempt.rules,
      }),
      connectTimeoutMs: settings.connectTimeoutMs,
      firstByteTimeoutMs: settings.firstByteTimeoutMs,
      idleTimeoutMs: settings.idleTimeoutMs,
      speedFloor: settings.speedFloor,
      maxBytes: attempt.maxBytes,
      onConnected(address) {
        hop.address = address;
        return checkAddress(settings.addressPolicy, hop, last);
      },
      onStart: attempt.onStart,
    });
    const hasNewCookies = cookies?.take(url, findHeaders(head.headers, 'set-cookie')) === true;
    if (hasNewCookies) visited = [];
    const limits = { followed: redirects.length, maxRedirects: settings.maxRedirects };
    const next = findRedirect({ status: head.status, headers: head.headers, url, visited, ...limits });
    if (next === undefined) {
      const referral = { url, hop, mayCarryCredentials: mayCarry, login };
      return { head, body, discard, url, redirects, referral };
    }
    discard();
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
