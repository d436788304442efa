import { setTimeout as sleep } from 'node:timers/promises';

import type { BrowserContext, Page } from 'playwright-core';

import type { Tab } from './open-tab.js';
import type { DomWindow } from './page-dom.js';
import type { StorageState } from './storage-state.js';

declare const window: DomWindow;

const lookMs = 500;

/** Leaves a browser to its user at the URL of a tab, till all its windows are closed; gives what sites have kept in it by then. */
export async function logInByHand(
  context: BrowserContext,
  { page: first, url }: Tab,
  signal: AbortSignal,
): Promise<StorageState> {
  for (const page of context.pages()) if (page !== first) await page.close();
  // A page that does not come is for the user to see.
  await first.goto(url, { waitUntil: 'commit' }).catch(() => undefined);
  const origins = new Map<string, StorageState['origins'][number]>();
  let cookies: StorageState['cookies'] = [];
  while (!signal.aborted) {
    const pages = context.pages();
    if (pages.length === 0) break;
    try {
      for (const page of pages) {
        const kept = await readLocalStorage(page);
        if (kept !== undefined) origins.set(kept.origin, kept);
      }
      cookies = await context.cookies();
    } catch {
      // It was closed while we looked.
    }
    await sleep(lookMs);
  }
  return { cookies, origins: [...origins.values()].filter(({ localStorage }) => localStorage.length > 0) };
}

/** Of a page that is going elsewhere just now there is nothing to read. */
function readLocalStorage(page: Page): Promise<StorageState['origins'][number] | undefined> {
  return page
    .evaluate(() => ({
      origin: window.location.origin,
      localStorage: Object.entries(window.localStorage).map(([name, value]) => ({ name, value })),
    }))
    .catch(() => undefined);
}
