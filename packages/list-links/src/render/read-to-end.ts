import { setTimeout as sleep } from 'node:timers/promises';

import { monotonicMs } from '@fetchutils/plumbing';
import type { Page } from 'playwright-core';

import type { DomWindow } from './page-dom.js';

declare const window: DomWindow;

// Of a page that has begun; a search that takes longer between two elements has not been seen.
const stalledMs = 10_000;
const stepMs = 250;

/** Waits until a browser has read a page to its end; false once nothing more comes of it, and after `limitMs`. */
export async function readToEnd(page: Page, limitMs: number): Promise<boolean> {
  const stop = new AbortController();
  const end = page.waitForLoadState('domcontentloaded', { timeout: limitMs }).then(
    () => true,
    () => false,
  );
  return Promise.race([end, stalls(page, stop.signal)]).finally(() => stop.abort());
}

/** Settles once a page has not grown for a while. */
async function stalls(page: Page, signal: AbortSignal): Promise<false> {
  let last = -1;
  let since = monotonicMs();
  while (!signal.aborted && monotonicMs() - since < stalledMs) {
    await sleep(stepMs);
    // While it goes on to another page there is nothing to count.
    const count = await page.evaluate(countElements).catch(() => -1);
    if (count !== last) since = monotonicMs();
    last = count;
  }
  return false;
}

function countElements(): number {
  return window.document.getElementsByTagName('*').length;
}
