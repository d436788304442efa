import { httpSettings, type Io, quote, ReaderGone, StopRun } from '@fetchutils/plumbing';
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
import { logInByHand } from './log-in-by-hand.js';
import { hopOf, OpenPages } from './open-pages.js';
import { openTab } from './open-tab.js';
import { evalLinks } from './eval-links.js';
import { RecordCollector } from './record-collector.js';
import { renderPage, type RenderSteps } from './render-page.js';
import { type StorageState, writeStorageState } from './storage-state.js';
import { within } from './within.js';

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

/** Starts the browser of a run, with the login that is there for it; each page gets a tab of it. */
export async function createRenderer(
  path: string,
  options: Options,
  plan: ReadingPlan,
  login: StorageState | undefined,
  io: Io,
): Promise<Renderer> {
  const settings = httpSettings(options, io.env);
  const session = await createHttpSession(settings, 'list-links');
  const pages = new OpenPages(settings.addressPolicy);
  const proxy = await startBrowserProxy(session, (hop) => pages.judge(hop));
  let state = login;
  const launch = async (): Promise<LaunchedBrowser> => {
    const launched = await launchBrowser(path, proxy.address, settings, options, io);
    if (state !== undefined) await launched.context.setStorageState(state);
    return launched;
  };
  let browser = await launch();
  let restarting: Promise<LaunchedBrowser> | undefined;
  let loggingIn: Promise<void> | undefined;
  const steps = toSteps(options, plan);

  /** A page can bring a browser down; the pages after it get a new one. */
  async function running(): Promise<LaunchedBrowser> {
    if (!browser.isGone) return browser;
    restarting ??= browser.close().then(launch);
    browser = await restarting;
    restarting = undefined;
    return browser;
  }

  /** Shows the first page to the user, who logs in there; then the browser begins anew with what came of that. */
  async function logIn(source: PageSource, file: string): Promise<void> {
    const open = pages.open(source.url, undefined);
    const tab = await openTab(browser.context, session, proxy, source.url, undefined, true);
    io.stderr.say('log in, and close the window of the browser when that is done');
    state = await logInByHand(browser.context, tab, io.signal);
    pages.close(open);
    if (!io.signal.aborted) writeStorageState(file, state);
  }

  return {
    async read(source, from, links) {
      if (options.storageState !== undefined && state === undefined)
        await (loggingIn ??= logIn(source, options.storageState).catch(throwRenderFailure));
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
        const work = renderPage(tab.page, load, tab.hold.begin, steps, {
          begin(base, charset) {
            collector.base = options.base ?? base;
            links.begin(charset.toLowerCase());
            links.base(collector.base);
            headerLinks({ ...source, url: arrival?.url ?? source.url, links: arrival?.links }, plan, links);
          },
          async add(records) {
            if (options.eval !== undefined) return;
            collector.add(records);
            await links.settle();
          },
          accepts: (records) =>
            collector.preview(records).some((link) => link.href.startsWith('blob:') || links.accepts(link)),
          async addRows(value) {
            for (const link of evalLinks(value)) {
              links.link(link);
              await links.settle();
            }
          },
          get hasEnough() {
            return links.hasEnough || stop.signal.aborted;
          },
        });
        const held = (await within(options.renderTimeout, work, io.signal)) + tab.hold.times;
        if (held > 0)
          io.stderr.say(
            quote(source.name),
            `held where it is ${held === 1 ? 'once' : `${held} times`}, when a click or the page itself would have left it`,
          );
        if (arrival?.isWhole === false) throw endless;
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
    clickMore: options.clickMore,
    eval: options.eval,
    isTelling: options.match.length > 0 || options.minDimensions !== undefined,
    page: {
      smallest: options.minDimensions,
      tags: [...new Set(plan.wanted.tags)],
      attributes: [...new Set(plan.wanted.attributes)],
      selectors: plan.selectors.map(({ source }) => source),
      wantsBackgrounds: plan.kinds.has('images') && plan.attributes.length === 0,
      click: options.click,
      next: plan.next?.source,
    },
  };
}

/** Its links so far are no less true. */
const endless = new PageFailure('timeout', 'no-end', 'the page does not come to its end');

/** Throws on; what Playwright says of a tab that crashed or was closed under its hands is a failure of the page. */
function throwRenderFailure(error: unknown): never {
  const isOurs = failureOf(error) !== undefined || error instanceof StopRun || error instanceof ReaderGone;
  if (isOurs || !(error instanceof Error)) throw error;
  const reason = error.message.split('\n', 1)[0] ?? '';
  throw new PageFailure('reset', 'render-failed', reason.replace(/^\w+\.\w+: /, ''));
}
