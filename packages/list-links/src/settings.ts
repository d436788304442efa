import { codeOf, type Io, quote, StopRun, UsageError } from '@fetchutils/plumbing';

import { charsetOfLabel } from './charset/charset-of-label.js';
import type { Options } from './options.js';
import { everyKind, type Kind } from './kinds/kind.js';
import { planReading, type ReadingPlan } from './kinds/reading-plan.js';
import type { PageLinksSettings } from './page-links.js';
import { openPage } from './pages/open-page.js';
import type { PageRequest } from './pages/page-request.js';
import type { PageSource } from './pages/page-source.js';
import type { ChunkMemory } from './pages/read-file-chunks.js';
import type { PageTerms } from './pages/read-page.js';
import { createPageFetcher } from './pages/page-fetcher.js';
import { findBrowser } from './render/find-browser.js';
import type { Renderer } from './render/renderer.js';

/** The options of a run, checked and ready for use. */
export type Settings = {
  plan: ReadingPlan;
  links: PageLinksSettings;
  terms: PageTerms;
  maxPages: number;
  require: number;
  open(request: PageRequest, memory: ChunkMemory): Promise<PageSource>;
  /** The browser, where pages are rendered; started with the first page. */
  renderer: (() => Promise<Renderer>) | undefined;
  close(): Promise<void>;
};

/** Checks what the options say together, and makes ready what they ask for. */
export async function toSettings(options: Options, io: Io): Promise<Settings> {
  if (options.charset !== undefined && charsetOfLabel(options.charset) === undefined) {
    throw new UsageError(
      `--charset: unknown charset "${options.charset}"; expected one such as utf-8 or shift_jis`,
    );
  }
  refuseIdleOptions(options);
  const fetcher = createPageFetcher(options, io);
  const plan = planReading({
    kinds: kindsOf(options),
    selectors: [...options.select, ...options.class],
    attributes: options.attr,
    regex: options.regex,
    allCandidates: options.srcset === 'all',
    showsUnselected: options.rejected,
    isRendered: options.render,
    followNext: options.followNext,
    next: options.next,
  });
  const browser = openBrowser(options, plan, io);
  return {
    plan,
    links: {
      filter: {
        allSchemes: options.allSchemes,
        keepFragment: options.keepFragment,
        query: { strip: options.stripQuery.flat(), set: options.setQuery },
        text: options.text,
        match: options.match,
        exclude: options.exclude,
        extensions: new Set(options.ext.flat()),
        sameHost: options.sameHost,
        siteOf: options.sameSite ? (await import('./filter/site-of.js')).siteOf : undefined,
      },
      seen: options.unique ? new Set() : undefined,
      limit: options.limit ?? Infinity,
      showsRejected: options.rejected,
    },
    terms: { charset: options.charset, maxBytes: options.maxPage === 0 ? Infinity : options.maxPage },
    maxPages: options.maxPages,
    require: options.require,
    open: (request, memory) => openPage(request, options.base, fetcher.fetch, memory),
    renderer: browser?.renderer,
    async close() {
      await browser?.close();
      await fetcher.close();
    },
  };
}

/** An option that would do nothing is a misunderstanding. */
function refuseIdleOptions(options: Options): void {
  refuseBesideRegex(options);
  if (options.render) return refuseJsonPaths(options);
  const { browser, wait, scroll, click, clickOnce } = options;
  const given = { browser, wait, scroll, click, 'click-once': clickOnce.length > 0 };
  const idle = Object.entries(given).find(([, value]) => value !== undefined && value !== false)?.[0];
  if (idle !== undefined) throw new UsageError(`--${idle} works on rendered pages; it needs --render`);
}

function refuseBesideRegex(options: Options): void {
  if (options.regex === undefined) return;
  const { select, class: classes, attr } = options;
  const given = {
    render: options.render,
    select: select.length > 0,
    class: classes.length > 0,
    attr: attr.length > 0,
  };
  const kinds = Object.fromEntries(['all', ...everyKind].map((kind) => [kind, options[kind as 'all']]));
  const other = Object.entries({ ...given, ...kinds }).find(([, value]) => value)?.[0];
  if (other !== undefined)
    throw new UsageError(`--regex looks at the text of pages, not at their elements; it excludes --${other}`);
}

function refuseJsonPaths({ select, next }: Options): void {
  const path = [...select, ...(next === undefined ? [] : [next])].find(
    (selector) => selector.path !== undefined,
  );
  if (path !== undefined)
    throw new UsageError(`${quote(path.source)} is a path into JSON, and --render shows pages; it takes CSS`);
}

/** The browser of a run, found now and started when the first page asks for it. */
function openBrowser(options: Options, plan: ReadingPlan, io: Io) {
  if (!options.render) return undefined;
  const path = findBrowser(options.browser, io.env);
  let starting: Promise<Renderer> | undefined;
  const start = async (): Promise<Renderer> => {
    // Playwright takes 150 ms to load.
    const { createRenderer } = await import('./render/renderer.js').catch((error: unknown) => {
      if (codeOf(error) !== 'MODULE_NOT_FOUND') throw error;
      throw new StopRun('--render needs the npm package playwright-core, which is not installed');
    });
    return createRenderer(path, options, plan, io);
  };
  return {
    renderer: () => (starting ??= start()),
    async close() {
      await (await starting?.catch(() => undefined))?.close();
    },
  };
}

/** The kinds named; with none, what a person calls a link, or for a selection everything that shows on a page. */
function kindsOf(options: Options): ReadonlySet<Kind> {
  if (options.all) return new Set(everyKind);
  const named = everyKind.filter((kind) => kind !== 'other' && options[kind]);
  if (named.length > 0) return new Set(named);
  const isSelection = options.select.length + options.class.length > 0;
  return new Set<Kind>(isSelection ? ['links', 'images', 'media', 'assets'] : ['links']);
}
