import { setTimeout as sleep } from 'node:timers/promises';

import { monotonicMs } from '@fetchutils/plumbing';
import type { ElementHandle, Frame, Page } from 'playwright-core';

const stepMs = 100;

/**
 * The first element that matches and can be clicked, in whichever frame of a page, of other origins too: that is where
 * consent is asked for. One that is not there yet has so long to come.
 */
export async function findInFrames(
  tab: Page,
  selector: string,
  waitMs: number,
): Promise<ElementHandle | undefined> {
  const end = monotonicMs() + waitMs;
  for (;;) {
    for (const frame of tab.frames()) {
      const found = await inTime(findIn(frame, selector));
      if (found !== undefined) return found;
    }
    if (monotonicMs() >= end) return undefined;
    await sleep(stepMs);
  }
}

async function findIn(frame: Frame, selector: string): Promise<ElementHandle | undefined> {
  for (const element of await frame.$$(selector)) {
    if ((await element.isVisible()) && (await element.isEnabled())) return element;
  }
  return undefined;
}

/** A frame that is going away or never gets a document is none to look in. */
function inTime<T>(work: Promise<T>): Promise<T | undefined> {
  return Promise.race([work.catch(() => undefined), sleep(1_000).then(() => undefined)]);
}
