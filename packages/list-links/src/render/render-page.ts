import { monotonicMs } from '@fetchutils/plumbing';
import { setTimeout as sleep } from 'node:timers/promises';

import { errors, type JSHandle, type Page } from 'playwright-core';

import { PageFailure } from '../page-failure.js';
import {
  createPageReader,
  type ElementRecord,
  type PageReaderScript,
  type PageWishes,
} from './page-script.js';
import { type RequestWatch, watchRequests } from './request-watch.js';

/** What is done to a rendered page. */
export type RenderSteps = {
  clickOnce: readonly string[];
  wait: string | undefined;
  waitMs: number;
  scroll: boolean;
  page: PageWishes;
};

/** Who takes what a rendered page holds, round after round. */
export type RenderReader = {
  begin(base: string, charset: string): void;
  add(records: readonly ElementRecord[]): Promise<void>;
  readonly hasEnough: boolean;
};

const quietMs = 500;
const quietLimitMs = 10_000;
// A picture that is no data: URL by then stays one (one in seven did on the page this was measured on).
const settleMs = 1_500;
const pollMs = 40;

type Script = JSHandle<PageReaderScript>;

/** Reads a page that `load` brings into a tab: waits for it, works it as asked, and tells `reader` of its elements. */
export async function renderPage(
  tab: Page,
  load: () => Promise<void>,
  steps: RenderSteps,
  reader: RenderReader,
): Promise<void> {
  const watch = watchRequests(tab);
  await load();
  await watch.quiet(quietMs, quietLimitMs);
  for (const selector of steps.clickOnce) await clickOnce(tab, selector, watch);
  if (steps.wait !== undefined) await waitFor(tab, steps.wait, steps.waitMs);
  const script: Script = await tab.evaluateHandle(createPageReader, steps.page);
  const { base, charset } = await script.evaluate(({ base, charset }) => ({ base, charset }));
  reader.begin(base, charset);
  const isClicked = steps.page.click !== undefined;
  if (!isClicked) await collect(script, reader);
  for (;;) {
    if (isClicked) await clickThrough(script, watch, reader);
    if (reader.hasEnough || !steps.scroll || !(await scrollOn(script, watch, reader, !isClicked))) break;
  }
  if (isClicked && !reader.hasEnough) await collect(script, reader);
}

/** Clicks what opens the way (consent, "show all"), if it is there. */
async function clickOnce(tab: Page, selector: string, watch: RequestWatch): Promise<void> {
  // Through the DOM: a real click waits for whatever covers the element.
  const target = await tab
    .waitForSelector(selector, { state: 'attached', timeout: 2_000 })
    .catch(() => undefined);
  await target?.evaluate((element) => (element as unknown as { click(): void }).click());
  if (target !== undefined) await watch.quiet(quietMs, quietLimitMs);
}

async function waitFor(tab: Page, selector: string, limitMs: number): Promise<void> {
  try {
    await tab.waitForSelector(selector, { state: 'attached', timeout: limitMs });
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    const message = `nothing matches --wait ${selector} after ${limitMs / 1000} s`;
    throw new PageFailure('timeout', 'wait-timeout', message, true);
  }
}

async function collect(script: Script, reader: RenderReader): Promise<void> {
  await reader.add(await script.evaluate((page) => page.take()));
}

/** Clicks everything that is there to be clicked, and takes what each click brings up. */
async function clickThrough(script: Script, watch: RequestWatch, reader: RenderReader): Promise<void> {
  while (!reader.hasEnough && (await script.evaluate((page) => page.click()))) {
    await settle(script, watch);
    await collect(script, reader);
  }
}

/** Waits until a click has brought up a link that is no `data:` URL, or nothing more is to be expected. */
async function settle(script: Script, watch: RequestWatch): Promise<void> {
  const end = monotonicMs() + settleMs;
  while (monotonicMs() < end) {
    const { links, data } = await script.evaluate((page) => page.peek());
    if (links > 0 && data === 0) return;
    await sleep(pollMs);
  }
  // It may be on its way still.
  if (watch.isBusy) await watch.quiet(quietMs, quietLimitMs);
}

/**
 * Scrolls on until something new has come: true if so. A step is less than the window, or lazy pictures in between are
 * never seen; and the end is believed only after a nudge up and down (without it one run ended at 40 of 200).
 */
async function scrollOn(
  script: Script,
  watch: RequestWatch,
  reader: RenderReader,
  collects: boolean,
): Promise<boolean> {
  let last = '';
  let unchanged = 0;
  let nudges = 0;
  let hasMoved = false;
  while (!reader.hasEnough) {
    const { top, height } = await script.evaluate((page) => page.scroll(0.9));
    await watch.quiet(100, 3_000);
    if (collects) await collect(script, reader);
    const state = `${top} ${height}`;
    if (state !== last) {
      hasMoved ||= last !== '';
      unchanged = 0;
      nudges = 0;
    } else unchanged += 1;
    last = state;
    if (unchanged < 3 || watch.isBusy) continue;
    if (!collects && hasMoved) return true;
    if (nudges === 2) return false;
    nudges += 1;
    unchanged = 0;
    await script.evaluate((page) => page.scroll(-0.5));
    await sleep(200);
  }
  return false;
}
