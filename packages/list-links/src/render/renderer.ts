import { httpSettings, type Io, ReaderGone, StopRun } from '@fetchutils/plumbing';
import { createHttpSession } from '@fetchutils/plumbing/http';

import type { Options } from '../options.js';
import type { ReadingPlan } from '../kinds/reading-plan.js';
import type { PageLinks } from '../page-links.js';
import { failureOf, PageFailure } from '../pages/page-failure.js';
import { type LaunchedBrowser, launchBrowser } from './launch-browser.js';
import { goTo, openTab } from './open-tab.js';
import { RecordCollector } from './record-collector.js';
import { renderPage, type RenderSteps } from './render-page.js';

/** Reads pages as a browser shows them. */
export type Renderer = {
  /** Tells `links` what a page holds; gives how many elements the selectors matched. */
  read(url: string, links: PageLinks): Promise<number>;
  close(): Promise<void>;
};

/** Starts the browser of a run; each page gets a tab of it. */
export async function createRenderer(
  path: string,
  options: Options,
  plan: ReadingPlan,
  io: Io,
): Promise<Renderer> {
  const settings = httpSettings(options, io.env);
  const session = await createHttpSession(settings, 'list-links');
  let browser = await launchBrowser(path, settings, io);
  let restarting: Promise<LaunchedBrowser> | undefined;
  const steps = toSteps(options, plan);

  /** A page can bring a browser down; the pages after it get a new one. */
  async function running(): Promise<LaunchedBrowser> {
    if (!browser.isGone) return browser;
    restarting ??= browser.close().then(() => launchBrowser(path, settings, io));
    browser = await restarting;
    restarting = undefined;
    return browser;
  }

  return {
    async read(url, links) {
      const { context } = await running();
      const tab = await openTab(context, session, url).catch(throwRenderFailure);
      const collector = new RecordCollector(plan, links);
      const stop = new AbortController();
      try {
        const work = renderPage(tab, () => goTo(tab, session, url), steps, {
          begin(base, charset) {
            collector.base = options.base ?? base;
            links.begin(charset.toLowerCase());
            links.base(collector.base);
          },
          async add(records) {
            collector.add(records);
            await links.settle();
          },
          get hasEnough() {
            return links.hasEnough || stop.signal.aborted;
          },
        });
        await within(options.renderTimeout, work, io.signal);
        return collector.selected;
      } catch (error) {
        throwRenderFailure(error);
      } finally {
        stop.abort();
        await within(5_000, tab.close(), undefined).catch(() => undefined);
      }
    },
    async close() {
      await browser.close();
      session.close();
    },
  };
}

function toSteps(options: Options, plan: ReadingPlan): RenderSteps {
  return {
    clickOnce: options.clickOnce,
    wait: options.wait,
    waitMs: options.waitTimeout,
    scroll: options.scroll,
    page: {
      tags: [...new Set(plan.wanted.tags)],
      attributes: [...new Set(plan.wanted.attributes)],
      selectors: plan.selectors.map(({ source }) => source),
      wantsBackgrounds: plan.kinds.has('images') && plan.attributes.length === 0,
      click: options.click,
      next: plan.next?.source,
    },
  };
}

/** Throws on; what Playwright says of a tab that crashed or was closed under its hands is a failure of the page. */
function throwRenderFailure(error: unknown): never {
  const isOurs = failureOf(error) !== undefined || error instanceof StopRun || error instanceof ReaderGone;
  if (isOurs || !(error instanceof Error)) throw error;
  const reason = error.message.split('\n', 1)[0] ?? '';
  throw new PageFailure('reset', 'render-failed', reason.replace(/^\w+\.\w+: /, ''), true);
}

/** The work's outcome, or a failure if it takes longer than that. */
async function within<T>(limitMs: number, work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let stop = (): void => undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new PageFailure('timeout', 'render-timeout', `not done within ${limitMs / 1000} s`, true)),
      limitMs,
    );
    stop = () => reject(new PageFailure('cancelled', 'cancelled', 'cancelled'));
    signal?.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    // The loser's fate is nobody's business any more.
    work.catch(() => undefined);
  }
}
