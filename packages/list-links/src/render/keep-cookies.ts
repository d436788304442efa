import type { Cookies } from '@fetchutils/plumbing/http';
import type { BrowserContext } from 'playwright-core';

/** Hands the cookies that pages have set over to those of the run, which -c writes. */
export async function keepCookies(context: BrowserContext, cookies: Cookies): Promise<void> {
  for (const { name, value, domain, path, expires, httpOnly, secure } of await context.cookies()) {
    const host = domain.replace(/^\./, '');
    const attributes = [
      `${name}=${value}`,
      `Path=${path}`,
      ...(domain.startsWith('.') ? [`Domain=${host}`] : []),
      ...(expires > 0 ? [`Expires=${new Date(expires * 1000).toUTCString()}`] : []),
      ...(httpOnly ? ['HttpOnly'] : []),
      ...(secure ? ['Secure'] : []),
    ];
    cookies.take(new URL(`${secure ? 'https' : 'http'}://${host}${path}`), [attributes.join('; ')]);
  }
}
