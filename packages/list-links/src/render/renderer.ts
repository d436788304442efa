import { httpSettings, type Io, ReaderGone, StopRun } from '@fetchutils/plumbing';
import { createHttpSession, type Referral } from '@fetchutils/plumbing/http';

import type { Options } from '../options.js';
import type { ReadingPlan } from '../kinds/reading-plan.js';
import { headerLinks } from '../pages/header-links.js';
import type { PageLinks } from '../page-links.js';
import type { PageSource } from '../pages/page-source.js';
import { failureOf, PageFailure } from '../page-failure.js';
import { type LaunchedBrowser, launchBrowser } from './launch-browser.js';
import { startBrowserProxy } from './browser-proxy.js';
import { type Arrival, goTo } from './go-to.js';
import { keepCookies } from './keep-cookies.js';
import { hopOf, OpenPages } from './open-pages.js';
import { openTab } from './open-tab.js';
import { RecordCollector } from './record-collector.js';
import { renderPage, type RenderSteps } from './render-page.js';

/** Reads pages as a browser shows them. */
export type Renderer = {
  /** Tells `links` what a page holds that another led to; gives how many elements the selectors matched, and where it leads on from. */
  read(
    source: PageSource,
    from: Referral | undefined,
    links: PageLinks,
  ): Promise<{ selected: number; referral: Referral | undefined }>;
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
  const pages = new OpenPages(settings.addressPolicy);
  const proxy = await startBrowserProxy(session, (hop) => pages.judge(hop));
  let browser = await launchBrowser(path, proxy.address, settings, io);
  let restarting: Promise<LaunchedBrowser> | undefined;
  const steps = toSteps(options, plan);

  /** A page can bring a browser down; the pages after it get a new one. */
  async function running(): Promise<LaunchedBrowser> {
    if (!browser.isGone) return browser;
    restarting ??= browser.close().then(() => launchBrowser(path, proxy.address, settings, io));
    browser = await restarting;
    restarting = undefined;
    return browser;
  }

  return {
    async read(source, from, links) {
      const { context } = await running();
      const open = pages.open(source.url, from?.hop);
      const tab = await openTab(context, session, proxy, source.url, from).catch(throwRenderFailure);
      const collector = new RecordCollector(plan, links);
      const stop = new AbortController();
      let arrival: Arrival | undefined;
      const load = async (): Promise<void> => {
        arrival = await goTo(tab.page, session, proxy, tab.url, stop.signal);
      };
      try {
        const work = renderPage(tab.page, load, steps, {
          begin(base, charset) {
            collector.base = options.base ?? base;
            links.begin(charset.toLowerCase());
            links.base(collector.base);
            headerLinks({ ...source, url: arrival?.url ?? source.url, links: arrival?.links }, plan, links);
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
        const mayCarryCredentials = tab.mayCarry && arrival?.staysAtHome === true;
        const referral = { url: new URL(arrival?.url ?? tab.url), hop: hopOf(open), mayCarryCredentials };
        return { selected: collector.selected, referral };
      } catch (error) {
        throwRenderFailure(error);
      } finally {
        stop.abort();
        await within(5_000, tab.page.close(), undefined).catch(() => undefined);
        pages.close(open);
      }
    },
    async close() {
      if (session.cookies !== undefined && !browser.isGone)
        await keepCookies(browser.context, session.cookies);
      await browser.close();
      proxy.close();
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
