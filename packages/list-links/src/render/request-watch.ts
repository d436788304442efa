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
const stepMs = 25;

/** Watches the requests of a page from now on. */
export function watchRequests(page: Page): RequestWatch {
  const inFlight = new Set<Request>();
  page.on('request', (request) => {
    if (!endless.has(request.resourceType())) inFlight.add(request);
  });
  page.on('requestfinished', (request) => inFlight.delete(request));
  page.on('requestfailed', (request) => inFlight.delete(request));
  return {
    get isBusy() {
      return inFlight.size > 0;
    },
    async quiet(quietMs, limitMs) {
      const end = monotonicMs() + limitMs;
      let since = monotonicMs();
      while (monotonicMs() < end && monotonicMs() - since < quietMs) {
        await sleep(stepMs);
        if (inFlight.size > 0) since = monotonicMs();
      }
    },
  };
}
