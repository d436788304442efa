import { formatBytes } from '@fetchutils/plumbing';

import { FeedCollector } from '../feeds/feed-collector.js';
import { feedNames } from '../feeds/feed-names.js';
import { scanFeed } from '../feeds/scan-feed.js';
import { listedUrl, robotsSitemap } from '../feeds/text-links.js';
import { asItStands, type DecodeBytes } from '../html/decode-bytes.js';
import type { PageElement } from '../html/page-element.js';
import { scanHtml } from '../html/scan-html.js';
import { openJsonReader } from '../collect/open-json-reader.js';
import { foundLink } from '../kinds/found-link.js';
import { cssUrls } from '../kinds/css-urls.js';
import { LinkCollector } from '../collect/link-collector.js';
import type { PageListener } from '../collect/page-listener.js';
import type { TextReader } from '../collect/text-reader.js';
import type { ReadingPlan } from '../kinds/reading-plan.js';
import type { Selector } from '../select/compile-selector.js';
import { openRegexReader } from './open-regex-reader.js';
import { tooMuch } from '../page-failure.js';
import type { PageFormat } from './page-format.js';

const maxTreeText = 64 * 1024 * 1024;
// What is longer is no line of a list of URLs.
const maxLineLength = 65_536;

/** A reader for pages of a format. What only few pages need, the tree and its selectors, is loaded when it is. */
export async function openTextReader(
  format: PageFormat,
  plan: ReadingPlan,
  listener: PageListener,
  opening: { text: string; url: string },
): Promise<TextReader> {
  if (plan.regex !== undefined && format !== 'binary')
    return openRegexReader(plan.regex, /^(?:x?html|feed)$/.test(format), listener);
  switch (format) {
    case 'html':
    case 'xhtml':
      return plan.needsTree
        ? openTreeReader(plan, listener)
        : openHtmlReader(plan, listener, asItStands, format === 'xhtml');
    case 'json':
      return openJsonReader(plan, listener);
    case 'feed': {
      const source = { url: opening.url, names: feedNames(opening.text) };
      const collector = new FeedCollector(plan, listener, matchesAll(plan.selectors), source);
      return withEnd(scanFeed(plan, collector), collector);
    }
    case 'robots':
      return readLines((line) => robotsSitemap(line), 'sitemap', listener);
    case 'list':
      return readLines((line) => listedUrl(line), 'line', listener);
    case 'css':
      return readWhole((css) => {
        for (const { url, isImport } of cssUrls(css)) {
          listener.link(foundLink(url, 'style', isImport ? '@import' : 'url()'));
        }
      });
    case 'binary':
      return readWhole(() => undefined);
  }
}

/** A reader for HTML of which no tree is needed; its text may be bytes, of which `decode` makes text. */
export function openHtmlReader(
  plan: ReadingPlan,
  listener: PageListener,
  decode: DecodeBytes,
  isXml = false,
): TextReader {
  const collector = new LinkCollector(plan, listener, matchesAll(plan.selectors));
  return withEnd(scanHtml(plan.vocabulary, collector, decode, isXml), collector);
}

async function openTreeReader(plan: ReadingPlan, listener: PageListener): Promise<TextReader> {
  const { treeSelector, walkTree } = await import('../select/walk-tree.js');
  const inTree = (selector: Selector): Selector => ({ ...selector, matches: treeSelector(selector.source) });
  const treePlan = { ...plan, selectors: plan.selectors.map(inTree), next: plan.next && inTree(plan.next) };
  const collector = new LinkCollector(treePlan, listener, matchesAll(treePlan.selectors));
  return withEnd(
    readWhole((html) => walkTree(html, collector), maxTreeText),
    collector,
  );
}

function matchesAll(selectors: readonly Selector[]): (element: PageElement) => boolean {
  if (selectors.length === 0) return () => true;
  return (element) => selectors.every(({ matches }) => matches?.(element) === true);
}

function withEnd(
  scanner: Omit<TextReader, 'selected'>,
  collector: { end(): void; readonly selected: number },
): TextReader {
  return {
    write: (text) => scanner.write(text),
    end() {
      scanner.end();
      collector.end();
    },
    get selected() {
      return collector.selected;
    },
  };
}

function readLines(
  urlOf: (line: string) => string | undefined,
  attr: string,
  listener: PageListener,
): TextReader {
  let rest = '';
  let isTooLong = false;
  const readLine = (line: string): void => {
    const href = urlOf(line);
    if (href !== undefined) listener.link(foundLink(href, 'text', attr));
  };
  return {
    write(text) {
      const lines = (rest + text).split(/\r?\n|\r/);
      const last = lines.pop() ?? '';
      if (isTooLong && lines.shift() !== undefined) isTooLong = false;
      lines.forEach(readLine);
      // Looking at it again with each piece that comes would take quadratic time.
      isTooLong ||= last.length > maxLineLength;
      rest = isTooLong ? '' : last;
    },
    end() {
      if (!isTooLong) readLine(rest);
    },
    selected: 0,
  };
}

function readWhole(read: (text: string) => void, maxLength = Infinity): TextReader {
  const parts: string[] = [];
  let length = 0;
  return {
    write(text) {
      length += text.length;
      if (length > maxLength) {
        parts.length = 0;
        throw tooMuch(`more than ${formatBytes(maxLength)} for a selector that needs the whole tree`);
      }
      parts.push(text);
    },
    end: () => read(parts.join('')),
    selected: 0,
  };
}
