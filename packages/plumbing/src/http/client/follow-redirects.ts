import type { Readable } from 'node:stream';

import type { ActiveExchange, ResponseHead } from '../exchange.js';
import { FetchError } from '../fetch-error.js';
import type { HeaderRule } from '../headers/header-rule.js';
import { findHeaders } from '../headers/response-headers.js';
import type { Trail } from '../attempt/trail.js';
import { requestHop } from './http-hop.js';
import type { HttpSession } from './http-session.js';

/** One attempt at a URL. */
export type AttemptRequest = {
  method: 'GET' | 'HEAD';
  rules: readonly HeaderRule[] | undefined;
  maxBytes: number;
  onStart: (exchange: ActiveExchange) => void;
};

/** The last response of a chain of redirects. */
export type AttemptResponse = { head: ResponseHead; body: Readable; discard(): void };

/** Makes one attempt: request after request along the trail, until no redirect follows. */
export async function followRedirects(
  session: HttpSession,
  trail: Trail,
  attempt: AttemptRequest,
): Promise<AttemptResponse> {
  const { settings, cookies } = session;
  for (;;) {
    const { head, body, discard } = await requestHop(session.exchange, {
      url: trail.url,
      method: attempt.method,
      headers: session.headersFor(trail, attempt.rules),
      connectTimeoutMs: settings.connectTimeoutMs,
      firstByteTimeoutMs: settings.firstByteTimeoutMs,
      idleTimeoutMs: settings.idleTimeoutMs,
      speedFloor: settings.speedFloor,
      maxBytes: attempt.maxBytes,
      onConnected: (address) => trail.connect(address, settings.addressPolicy),
      onStart: attempt.onStart,
    });
    const hasNewCookies = cookies?.take(trail.url, findHeaders(head.headers, 'set-cookie')) === true;
    const next = trail.findNext(head, hasNewCookies, settings.maxRedirects);
    if (next === undefined) return { head, body, discard };
    discard();
    if (next instanceof FetchError) throw next;
    trail.follow(next);
  }
}
