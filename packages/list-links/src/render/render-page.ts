import { errors, type Page } from 'playwright-core';

import { PageFailure } from '../page-failure.js';
import { clickThrough } from './click-through.js';
import { findInFrames } from './find-in-frames.js';
import type { PageWishes } from './page-reader-script.js';
import { createPageReader } from './page-script.js';
import { press } from './press.js';
import { pressMore } from './press-more.js';
import { collect, type RenderReader } from './rendering.js';
import { type RequestWatch, watchRequests } from './request-watch.js';
import { scrollOn } from './scroll-on.js';
import { stayHere } from './stay-here.js';

/** What is done to a rendered page. */
export type RenderSteps = {
  clickOnce: readonly string[];
  wait: string | undefined;
  waitMs: number;
  scroll: boolean;
  clickMore: string | undefined;
  /** JavaScript that gives the rows, instead of the elements. */
  eval: string | undefined;
  /** The filters tell a picture from the thumbnail that is shown before it. */
  isTelling: boolean;
  page: PageWishes;
};

const quietMs = 500;
const quietLimitMs = 10_000;
const clickOnceMs = 2_000;

/**
 * Reads a page that `load` brings into a tab: waits for it, works it as asked, and tells `reader` of its elements. From
 * `hold` on it must stay where it is. Gives how often it would have left for where no request leads.
 */
export async function renderPage(
  tab: Page,
  load: () => Promise<void>,
  hold: () => Promise<void>,
  steps: RenderSteps,
  reader: RenderReader,
): Promise<number> {
  const watch = watchRequests(tab);
  await load();
  await watch.quiet(quietMs, quietLimitMs);
  for (const selector of steps.clickOnce) await clickOnce(tab, selector, watch);
  if (steps.wait !== undefined) await waitFor(tab, steps.wait, steps.waitMs);
  await hold();
  const stay = await tab.evaluateHandle(stayHere);
  const script = await tab.evaluateHandle(createPageReader, steps.page);
  const rendering = { tab, script, watch, reader };
  const { base, charset } = await script.evaluate(({ base, charset }) => ({ base, charset }));
  reader.begin(base, charset);
  const isClicked = steps.page.click !== undefined;
  const collects = !isClicked && steps.eval === undefined;
  if (collects) await collect(rendering);
  while (!reader.hasEnough) {
    if (isClicked) await clickThrough(rendering, steps.isTelling);
    if (steps.scroll && (await scrollOn(rendering, collects))) continue;
    if (steps.clickMore === undefined || !(await pressMore(rendering, steps.clickMore))) break;
    if (collects) await collect(rendering);
  }
  if (steps.eval !== undefined) await reader.addRows(await evaluate(tab, steps.eval));
  else if (!reader.hasEnough) await collect(rendering, true);
  return stay.evaluate(({ times }) => times);
}

/** Clicks what opens the way (consent, "show all"), if it is there. */
async function clickOnce(tab: Page, selector: string, watch: RequestWatch): Promise<void> {
  const target =
    (await findInFrames(tab, selector, clickOnceMs)) ?? (await tab.$(selector).catch(() => undefined));
  if (target === undefined || target === null) return;
  await press(tab, target);
  await watch.quiet(quietMs, quietLimitMs);
}

async function waitFor(tab: Page, selector: string, limitMs: number): Promise<void> {
  try {
    await tab.waitForSelector(selector, { state: 'attached', timeout: limitMs });
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    const message = `nothing matches --wait ${selector} after ${limitMs / 1000} s`;
    throw new PageFailure('timeout', 'wait-timeout', message);
  }
}

async function evaluate(tab: Page, script: string): Promise<unknown> {
  try {
    const given = await tab.evaluateHandle<unknown>(script);
    return await given.evaluate((value) =>
      typeof value === 'function' ? (value as () => unknown)() : value,
    );
  } catch (error) {
    if (tab.isClosed() || !(error instanceof Error)) throw error;
    const reason = error.message.split('\n', 1)[0]?.replace(/^\w+\.\w+: /, '') ?? '';
    throw new PageFailure('input', 'eval-failed', `--eval: ${reason}`);
  }
}
