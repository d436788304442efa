import { type Io, UsageError } from '@fetchutils/plumbing';

import { charsetOfLabel } from './charset/charset-of-label.js';
import type { Options } from './cli.js';
import { everyKind, type Kind } from './kinds/kind.js';
import { planReading, type ReadingPlan } from './kinds/reading-plan.js';
import type { PageLinksSettings } from './page-links.js';
import { openPage } from './pages/open-page.js';
import type { PageRequest } from './pages/page-request.js';
import type { PageSource } from './pages/page-source.js';
import { createPageFetcher } from './pages/page-fetcher.js';

/** The options of a run, checked and ready for use. */
export type Settings = {
  plan: ReadingPlan;
  links: PageLinksSettings;
  charset: string | undefined;
  maxPages: number;
  require: number;
  open(request: PageRequest): Promise<PageSource>;
  close(): Promise<void>;
};

/** Checks what the options say together, and makes ready what they ask for. */
export async function toSettings(options: Options, io: Io): Promise<Settings> {
  if (options.charset !== undefined && charsetOfLabel(options.charset) === undefined) {
    throw new UsageError(
      `--charset: unknown charset "${options.charset}"; expected one such as utf-8 or shift_jis`,
    );
  }
  const fetcher = createPageFetcher(options, io);
  return {
    plan: planReading({
      kinds: kindsOf(options),
      selectors: [...options.select, ...options.class],
      attributes: options.attr,
      allCandidates: options.srcset === 'all',
      showsUnselected: options.rejected,
      followNext: options.followNext,
      next: options.next,
    }),
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
    charset: options.charset,
    maxPages: options.maxPages,
    require: options.require,
    open: (request) => openPage(request, options.base, fetcher.fetch),
    close: () => fetcher.close(),
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
