import { parseRequestUrl } from '../attempt/request-url.js';
import { type Referral, Trail } from '../attempt/trail.js';
import type { RawHeaders, ResponseHead } from '../exchange.js';
import { FetchError } from '../fetch-error.js';
import { findHeaders } from '../headers/response-headers.js';
import { createAttemptLimits } from './attempt-limits.js';
import { type HopResponse, requestHop } from './http-hop.js';
import type { HttpSession } from './http-session.js';

export type OnceRequest = {
  url: string;
  /** The page that names this URL: credentials and address guard treat it as a redirect from there. */
  from: Referral | undefined;
  accept: string;
  signal: AbortSignal;
};

/** An answer, whatever its status; the body fails with a FetchError. */
export type OnceResponse = HopResponse & {
  head: ResponseHead;
  /** Where it sends us, if it does. */
  next: URL | FetchError | undefined;
  /** For requests to what this answer names. */
  referral: Referral;
};

/** One request: neither are redirects followed nor is anything tried again, because who asks decides where and when. */
export async function requestOnce(session: HttpSession, request: OnceRequest): Promise<OnceResponse> {
  const { settings, cookies } = session;
  const url = parseRequestUrl(request.url);
  if (url instanceof FetchError) throw url;
  const trail = new Trail(url, request.from);
  const limits = createAttemptLimits(request.signal, settings.totalTimeoutMs);
  try {
    const response = await requestHop(session.exchange, {
      url: trail.url,
      method: 'GET',
      headers: withAccept(session.headersFor(trail), request.accept),
      connectTimeoutMs: settings.connectTimeoutMs,
      firstByteTimeoutMs: settings.firstByteTimeoutMs,
      idleTimeoutMs: settings.idleTimeoutMs,
      speedFloor: settings.speedFloor,
      maxBytes: 0,
      onConnected: (address) => trail.connect(address, settings.addressPolicy),
      onStart: limits.watch,
    });
    response.body.once('close', limits.done);
    const { headers } = response.head;
    const hasNewCookies = cookies?.take(trail.url, findHeaders(headers, 'set-cookie')) === true;
    const next = trail.findNext(response.head, hasNewCookies, Infinity);
    return { ...response, next, referral: trail.referral };
  } catch (error) {
    limits.done();
    throw error;
  }
}

/** What the user says with -H stands. */
function withAccept(headers: RawHeaders, accept: string): RawHeaders {
  return headers.map((header) =>
    header[0] === 'Accept' && header[1] === '*/*' ? (['Accept', accept] as const) : header,
  );
}
