import { type HttpSession, mayCarryCredentials, type Referral, takeLogin } from '@fetchutils/plumbing/http';
import type { BrowserContext, Page } from 'playwright-core';

import type { BrowserProxy } from './browser-proxy.js';
import { type PageHold, takeOverRequests } from './take-over-requests.js';

/** A tab that is ready for a page, and whether the user's credentials are for it. */
export type Tab = { page: Page; hold: PageHold; url: string; mayCarry: boolean };

/**
 * Opens a tab for a URL with the headers and cookies that the HTTP client would send there. What the page asks, and the
 * windows that it opens, are for nobody, unless a user sits before it.
 */
export async function openTab(
  context: BrowserContext,
  session: HttpSession,
  proxy: BrowserProxy,
  wanted: string,
  from: Referral | undefined,
  isForUser = false,
): Promise<Tab> {
  const { url, login = undefined } = takeLogin(new URL(wanted));
  const mayCarry = from === undefined || (from.mayCarryCredentials && mayCarryCredentials(from.url, url));
  const page = await context.newPage();
  page.on('dialog', (dialog) => void (isForUser || dialog.dismiss().catch(() => undefined)));
  page.on('popup', (popup) => void (isForUser || popup.close().catch(() => undefined)));
  const occasion = { url, mayCarryCredentials: mayCarry, isStranger: !mayCarry };
  const own: Record<string, string> = {};
  for (const [name, value] of session.headersFor({
    ...occasion,
    login: login ?? (mayCarry ? from?.login : undefined),
  })) {
    const key = name.toLowerCase();
    if (url.protocol === 'file:') continue;
    if (key === 'cookie') await context.addCookies(cookiesOf(value, url));
    else if (!['user-agent', 'accept', 'accept-encoding'].includes(key)) own[key] = value;
  }
  const hold = await takeOverRequests(page, proxy, { origin: url.origin, headers: own });
  return { page, hold, url: url.href, mayCarry };
}

function cookiesOf(header: string, url: URL) {
  return header.split('; ').map((cookie) => {
    const at = cookie.indexOf('=');
    return { name: cookie.slice(0, at), value: cookie.slice(at + 1), url: url.href };
  });
}
