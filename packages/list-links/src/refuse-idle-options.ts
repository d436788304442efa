import { quote, UsageError } from '@fetchutils/plumbing';

import { everyKind } from './kinds/kind.js';
import type { Options } from './options.js';

/** An option that would do nothing is a misunderstanding, and wrong usage. */
export function refuseIdleOptions(options: Options): void {
  refuseBesideRegex(options);
  refuseBesideEval(options);
  refuseBesideDepth(options);
  if (options.render) return refuseJsonPaths(options);
  const { browser, viewport, headful, wait, scroll, click, eval: script } = options;
  const given = {
    ...{ browser, viewport, headful, wait, scroll, click, eval: script },
    'storage-state': options.storageState,
    'click-once': options.clickOnce.length > 0,
    'click-more': options.clickMore,
    'min-dimensions': options.minDimensions,
  };
  const idle = givenOf(given);
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
  refuseOne(
    { ...given, ...kindOptions(options) },
    '--regex looks at the text of pages, not at their elements',
  );
}

/** A crawl has its own way from page to page. */
function refuseBesideDepth(options: Options): void {
  const { depth, next, followNext, render, html, base, regex } = options;
  if (depth === undefined) {
    const { journal, perHost, rate, perHostRate, ignoreRobots } = options;
    const idle = givenOf({
      ...{ journal, rate, 'per-host': perHost, 'per-host-rate': perHostRate },
      'ignore-robots': ignoreRobots,
    });
    if (idle !== undefined) throw new UsageError(`--${idle} is about crawling; it needs --depth`);
    return;
  }
  const others = { next, 'follow-next': followNext, render, html, base, regex };
  refuseOne({ ...others, require: options.require > 0 }, '--depth goes from page to page by itself');
}

/** Its script looks at the elements itself. */
function refuseBesideEval(options: Options): void {
  if (options.eval === undefined) return;
  const { select, class: classes, attr } = options;
  const given = {
    ...{ click: options.click, 'min-dimensions': options.minDimensions },
    ...{ select: select.length > 0, class: classes.length > 0, attr: attr.length > 0 },
  };
  refuseOne({ ...given, ...kindOptions(options) }, '--eval says itself what is listed');
}

function kindOptions(options: Options): Record<string, unknown> {
  return Object.fromEntries(['all', ...everyKind].map((kind) => [kind, options[kind as 'all']]));
}

function refuseOne(given: Record<string, unknown>, why: string): void {
  const other = givenOf(given);
  if (other !== undefined) throw new UsageError(`${why}; it excludes --${other}`);
}

function refuseJsonPaths({ select, next }: Options): void {
  const path = [...select, ...(next === undefined ? [] : [next])].find(
    (selector) => selector.path !== undefined,
  );
  if (path !== undefined)
    throw new UsageError(`${quote(path.source)} is a path into JSON, and --render shows pages; it takes CSS`);
}

function givenOf(options: Record<string, unknown>): string | undefined {
  return Object.entries(options).find(([, value]) => value !== undefined && value !== false)?.[0];
}
