import { setTimeout as sleep } from 'node:timers/promises';

import { toUrl } from '@fetchutils/plumbing';
import {
  FetchError,
  type HttpSession,
  httpStatusError,
  mayCarryCredentials,
  readRetryAfter,
  RetryBudget,
} from '@fetchutils/plumbing/http';
import type { Page, Response } from 'playwright-core';

import { PageFailure } from '../page-failure.js';
import { type BrowserProxy, failureHeader } from './browser-proxy.js';
import { readToEnd } from './read-to-end.js';

/** Where a browser has come to. */
export type Arrival = {
  url: string;
  /** The Link header. */
  links: string | undefined;
  /** False once a redirect has left the place that credentials are for. */
  staysAtHome: boolean;
  /** False for a page that does not come to its end. */
  isWhole: boolean;
};

/** Goes to a URL, which must be a page; tries again what may pass, as without a browser. */
export async function goTo(
  page: Page,
  session: HttpSession,
  proxy: BrowserProxy,
  url: string,
  signal: AbortSignal,
): Promise<Arrival> {
  const { settings } = session;
  const budget = new RetryBudget(settings);
  for (;;) {
    try {
      return await tryToGo(page, session, proxy, url);
    } catch (error) {
      if (!(error instanceof FetchError) || !error.retryable) throw error;
      const askedMs = error instanceof RefusedForNow ? error.askedMs : undefined;
      const waitMs = budget.next(askedMs);
      if (waitMs === undefined) throw error;
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) throw error;
    }
  }
}

/** A status that may pass, and how long the server asks to wait. */
class RefusedForNow extends FetchError {
  constructor(
    error: FetchError,
    readonly askedMs: number | undefined,
  ) {
    super(error.kind, error.code, error.message);
  }
}

async function tryToGo(page: Page, session: HttpSession, proxy: BrowserProxy, url: string): Promise<Arrival> {
  const { firstByteTimeoutMs, connectTimeoutMs, maxRetryAfterMs } = session.settings;
  const timeout = firstByteTimeoutMs + connectTimeoutMs;
  let last = url;
  const listen = (request: { isNavigationRequest(): boolean; url(): string; frame(): unknown }): void => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) last = request.url();
  };
  page.on('request', listen);
  let response: Response | null;
  try {
    response = await page.goto(url, { waitUntil: 'commit', timeout });
  } catch (error) {
    throw failureOf(proxy, last) ?? toFailure(error);
  } finally {
    page.off('request', listen);
  }
  if (response === null)
    return { url, links: undefined, staysAtHome: true, isWhole: await readToEnd(page, timeout) };
  const headers = response.headers();
  if (headers[failureHeader] !== undefined)
    throw failureOf(proxy, last) ?? new FetchError('connect', 'no-connection', 'cannot connect');
  if (response.status() >= 400) {
    const error = httpStatusError(response.status(), response.statusText());
    throw error.retryable
      ? new RefusedForNow(error, readRetryAfter(Object.entries(headers), maxRetryAfterMs))
      : error;
  }
  const urls = [response.url()];
  for (let from = response.request().redirectedFrom(); from !== null; from = from.redirectedFrom())
    urls.unshift(from.url());
  const staysAtHome = urls.every(
    (to, at) => at === 0 || mayCarryCredentials(new URL(urls[at - 1] ?? to), new URL(to)),
  );
  const isWhole = await readToEnd(page, timeout);
  return { url: response.url(), links: headers['link'], staysAtHome, isWhole };
}

/** What our proxy knows of a host that the browser could not reach by it. */
function failureOf(proxy: BrowserProxy, url: string): FetchError | undefined {
  const parsed = toUrl(url);
  if (parsed === undefined) return undefined;
  const port = parsed.port === '' ? (parsed.protocol === 'https:' ? 443 : 80) : parsed.port;
  const found = proxy.find(`${parsed.hostname}:${port}`);
  return found instanceof FetchError ? found : undefined;
}

/** What the browser says of a page that it cannot load, in the words of the row contract. */
function toFailure(error: unknown): Error {
  const text = error instanceof Error ? error.message : String(error);
  const code = /net::(ERR_[A-Z_]+)/.exec(text)?.[1] ?? '';
  const message =
    code === '' ? (text.split('\n', 1)[0] ?? text) : code.slice(4).toLowerCase().replaceAll('_', ' ');
  if (/Timeout \d+ms exceeded/.test(text))
    return new FetchError('timeout', 'navigation-timeout', 'the page does not answer');
  if (/Download is starting/.test(text)) return new PageFailure('type', 'no-page', 'no page but a download');
  if (/FILE_NOT_FOUND|ACCESS_DENIED|INVALID_URL/.test(code)) return new FetchError('input', code, message);
  if (/NAME_NOT_RESOLVED|NAME_RESOLUTION/.test(code)) return new FetchError('dns', code, message);
  if (/CERT|SSL/.test(code)) return new FetchError('tls', code, message);
  if (/TOO_MANY_REDIRECTS/.test(code)) return new FetchError('redirect', code, message);
  if (/TIMED_OUT/.test(code)) return new FetchError('timeout', code, message);
  if (/RESET|EMPTY_RESPONSE|CLOSED/.test(code)) return new FetchError('reset', code, message);
  if (code !== '') return new FetchError('connect', code, message);
  return error instanceof Error ? error : new Error(text);
}
