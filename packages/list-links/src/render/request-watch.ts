import { monotonicMs } from '@fetchutils/plumbing';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Page, Request } from 'playwright-core';

/** Knows whether a page is still loading something. */
export type RequestWatch = {
  readonly isBusy: boolean;
  /** Settles when nothing has been loading for `quietMs`, and after `limitMs` in any case. */
  quiet(quietMs: number, limitMs: number): Promise<void>;
};

// These stay open by design; a page that has one is as quiet as it gets.
const endless = new Set(['eventsource', 'websocket', 'media', 'ping']);
// What takes longer hangs, or is held open for news.
const busyMs = 3_000;
// What a script asks for so often is a poll, and no part of the page.
const pollTimes = 3;
const maxRemembered = 10_000;
const stepMs = 25;

/** Watches the requests of a page from now on. */
export function watchRequests(page: Page): RequestWatch {
  const started = new Map<Request, number>();
  const times = new Map<string, number>();

  function isPoll(request: Request): boolean {
    if (!['xhr', 'fetch'].includes(request.resourceType())) return false;
    if (times.size >= maxRemembered) times.clear();
    const key = keyOf(request);
    const count = (times.get(key) ?? 0) + 1;
    times.set(key, count);
    return count >= pollTimes;
  }

  function isBusy(): boolean {
    const oldest = monotonicMs() - busyMs;
    for (const since of started.values()) if (since > oldest) return true;
    return false;
  }

  page.on('request', (request) => {
    if (!endless.has(request.resourceType()) && !isPoll(request)) started.set(request, monotonicMs());
  });
  page.on('requestfinished', (request) => started.delete(request));
  page.on('requestfailed', (request) => started.delete(request));
  return {
    get isBusy() {
      return isBusy();
    },
    async quiet(quietMs, limitMs) {
      const end = monotonicMs() + limitMs;
      let since = monotonicMs();
      while (monotonicMs() < end && monotonicMs() - since < quietMs) {
        await sleep(stepMs);
        if (isBusy()) since = monotonicMs();
      }
    },
  };
}

/** Two requests of one key ask for the same, the time or the random number apart that keeps caches from answering. */
function keyOf(request: Request): string {
  const url = request
    .url()
    .slice(0, 2_000)
    .replace(/\d{10,}/g, '');
  return `${request.method()} ${url} ${request.postData()?.slice(0, 2_000) ?? ''}`;
}
