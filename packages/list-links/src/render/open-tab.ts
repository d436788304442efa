import type { BrowserContext, Page } from 'playwright-core';

import { PageFailure } from '../pages/page-failure.js';
import { checkAddress, FetchError, httpStatusError } from '@fetchutils/plumbing/http';
import type { HttpSession } from '@fetchutils/plumbing/http';

/** Opens a tab on a URL with the headers and cookies that the HTTP client would send there. */
export async function openTab(context: BrowserContext, session: HttpSession, url: string): Promise<Page> {
  const page = await context.newPage();
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
  page.on('popup', (popup) => void popup.close().catch(() => undefined));
  await takeHeaders(page, session, new URL(url));
  return page;
}

/** Goes to the URL; the answer must be a page, and come from where the address guard allows. */
export async function goTo(page: Page, session: HttpSession, url: string): Promise<void> {
  const { firstByteTimeoutMs, connectTimeoutMs, addressPolicy } = session.settings;
  const response = await page
    .goto(url, { waitUntil: 'domcontentloaded', timeout: firstByteTimeoutMs + connectTimeoutMs })
    .catch((error: unknown) => {
      throw toFailure(error);
    });
  if (response === null) return;
  const hops = [];
  for (let request = response.request(); ;) {
    hops.unshift(request);
    const previous = request.redirectedFrom();
    if (previous === null) break;
    request = previous;
  }
  let from;
  for (const hop of hops) {
    const address = (await (await hop.response())?.serverAddr())?.ipAddress ?? '';
    const to = { hostname: new URL(hop.url()).hostname, address: address.replace(/^\[|\]$/g, '') };
    const problem = checkAddress(addressPolicy, to, from);
    if (problem !== undefined) throw problem;
    from = to;
  }
  if (response.status() >= 400) throw httpStatusError(response.status(), response.statusText());
}

/** Credentials go to the page's own origin only. */
async function takeHeaders(page: Page, session: HttpSession, url: URL): Promise<void> {
  const own: Record<string, string> = {};
  for (const [name, value] of session.headersFor({ url, mayCarryCredentials: true })) {
    const key = name.toLowerCase();
    if (key === 'cookie') await page.context().addCookies(cookiesOf(value, url));
    else if (!['user-agent', 'accept', 'accept-encoding'].includes(key)) own[key] = value;
  }
  if (Object.keys(own).length === 0) return;
  await page.route(
    ({ origin }) => origin === url.origin,
    (route) => route.continue({ headers: { ...route.request().headers(), ...own } }),
  );
}

function cookiesOf(header: string, url: URL) {
  return header.split('; ').map((cookie) => {
    const at = cookie.indexOf('=');
    return { name: cookie.slice(0, at), value: cookie.slice(at + 1), url: url.href };
  });
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
