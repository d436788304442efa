import { codeOf, type Io, quote, StopRun, UsageError } from '@fetchutils/plumbing';

import { charsetOfLabel } from './charset/charset-of-label.js';
import type { Options } from './options.js';
import { everyKind, type Kind } from './kinds/kind.js';
import { planReading, type ReadingPlan } from './kinds/reading-plan.js';
import { refuseIdleOptions } from './refuse-idle-options.js';
import type { PageLinksSettings } from './page-links.js';
import { openPage } from './pages/open-page.js';
import type { PageRequest } from './pages/page-request.js';
import type { PageSource } from './pages/page-source.js';
import type { ChunkMemory } from './pages/read-file-chunks.js';
import type { PageTerms } from './pages/read-page.js';
import { createPageFetcher } from './pages/page-fetcher.js';
import { findBrowser } from './render/find-browser.js';
import type { Renderer } from './render/renderer.js';
import { checkStorageState, readStorageState, type StorageState } from './render/storage-state.js';

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
    follows: options.depth !== undefined,
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
    maxPages: options.maxPages ?? 100,
    require: options.require,
    open: (request, memory) => openPage(request, options.base, fetcher.fetch, memory),
    renderer: browser?.renderer,
    async close() {
      await browser?.close();
      await fetcher.close();
    },
  };
}

/** The browser of a run, found now and started when the first page asks for it. */
function openBrowser(options: Options, plan: ReadingPlan, io: Io) {
  if (!options.render) return undefined;
  const path = findBrowser(options.browser, io.env);
  const login = readLogin(options, io);
  let starting: Promise<Renderer> | undefined;
  const start = async (): Promise<Renderer> => {
    // Playwright takes 150 ms to load.
    const { createRenderer } = await import('./render/renderer.js').catch((error: unknown) => {
      if (codeOf(error) !== 'MODULE_NOT_FOUND') throw error;
      throw new StopRun('--render needs the npm package playwright-core, which is not installed');
    });
    return createRenderer(path, options, plan, login, io);
  };
  return {
    renderer: () => (starting ??= start()),
    async close() {
      await (await starting?.catch(() => undefined))?.close();
    },
  };
}

/** The login to begin with; undefined where there is none, or the user is to make it. */
function readLogin({ storageState: path, headful }: Options, io: Io): StorageState | undefined {
  if (path === undefined) return undefined;
  const state = readStorageState(path, io);
  if (state === undefined && !headful)
    throw new UsageError(
      `--storage-state ${quote(path)}: no such file; --headful lets you log in and writes it`,
    );
  if (state === undefined) checkStorageState(path);
  return state;
}

/** The kinds named; with none, what a person calls a link, or for a selection everything that shows on a page. */
function kindsOf(options: Options): ReadonlySet<Kind> {
  if (options.all) return new Set(everyKind);
  const named = everyKind.filter((kind) => kind !== 'other' && options[kind]);
  if (named.length > 0) return new Set(named);
  const isSelection = options.select.length + options.class.length > 0;
  return new Set<Kind>(isSelection ? ['links', 'images', 'media', 'assets'] : ['links']);
}
