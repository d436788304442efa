import type { Page } from 'playwright-core';

import type { BrowserProxy } from './browser-proxy.js';

/** Headers for one origin and for no other. */
export type OwnHeaders = { origin: string; headers: Readonly<Record<string, string>> };

/** What holds a page where it is. */
export type PageHold = {
  /** From now on the page may change, and not be left for another. */
  begin(): Promise<void>;
  /** How often it would have been left. */
  readonly times: number;
};

/**
 * Sends a page's requests with our headers where they are for, and without them elsewhere, each hop of a redirect judged by
 * itself (Playwright's routes repeat on redirects what was added); and says to our proxy who it is. Gives the hold on the page.
 */
export async function takeOverRequests(page: Page, proxy: BrowserProxy, own: OwnHeaders): Promise<PageHold> {
  const { user: username, password } = proxy.login;
  const protocol = await page.context().newCDPSession(page);
  const names = new Set(Object.keys(own.headers));
  const ignore = (): void => undefined;
  const { frameTree } = await protocol.send('Page.getFrameTree');
  let isHeld = false;
  let times = 0;
  protocol.on('Fetch.authRequired', ({ requestId, authChallenge }) => {
    const isProxy = authChallenge.source === 'Proxy' && authChallenge.origin.endsWith(proxy.address);
    const authChallengeResponse = isProxy
      ? { response: 'ProvideCredentials' as const, username, password }
      : { response: 'Default' as const };
    protocol.send('Fetch.continueWithAuth', { requestId, authChallengeResponse }).catch(ignore);
  });
  protocol.on('Fetch.requestPaused', ({ requestId, request, resourceType, frameId }) => {
    if (isHeld && resourceType === 'Document' && frameId === frameTree.frame.id) {
      times += 1;
      // Of all reasons the one after which the browser stays where it is.
      return void protocol.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' }).catch(ignore);
    }
    if (names.size === 0) return void protocol.send('Fetch.continueRequest', { requestId }).catch(ignore);
    const isOwn = originOf(request.url) === own.origin;
    const others = Object.entries(request.headers).filter(
      ([name, value]) =>
        !names.has(name.toLowerCase()) || (!isOwn && own.headers[name.toLowerCase()] !== value),
    );
    const all = isOwn ? [...others, ...Object.entries(own.headers)] : others;
    const headers = all.map(([name, value]) => ({ name, value }));
    protocol.send('Fetch.continueRequest', { requestId, headers }).catch(ignore);
  });
  await protocol.send('Fetch.enable', { handleAuthRequests: true });
  return {
    async begin() {
      isHeld = true;
      // No request leads back; without a history there is nowhere to go.
      await protocol.send('Page.resetNavigationHistory').catch(ignore);
    },
    get times() {
      return times;
    },
  };
}

function originOf(url: string): string | undefined {
  try {
    return new URL(url).origin;
  } catch {
    return undefined;
  }
}
