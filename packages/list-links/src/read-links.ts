import { type Io, quote } from '@fetchutils/plumbing';
import type { Referral } from '@fetchutils/plumbing/http';

import { explainNothing } from './explain-nothing.js';
import { headerLinks } from './pages/header-links.js';
import type { LinkRows } from './link-rows.js';
import { PageLinks } from './page-links.js';
import { PageTrail } from './page-trail.js';
import { failureOf, PageFailure } from './page-failure.js';
import type { BadRequest, PageRequest } from './pages/page-request.js';
import { sourceToRender } from './pages/open-page.js';
import type { PageSource } from './pages/page-source.js';
import { createChunkMemory } from './pages/read-file-chunks.js';
import { type PageReading, readPage } from './pages/read-page.js';
import type { Settings } from './settings.js';

/** Prints the links of a page and of those that follow it; false if one of them failed, which its row tells. */
export type LinkReader = (request: PageRequest | BadRequest) => Promise<boolean>;

/** A reader for pages of a run, one at a time. */
export function createLinkReader(settings: Settings, rows: LinkRows, io: Io): LinkReader {
  const memory = createChunkMemory();
  return async (request) => {
    if ('problem' in request) {
      const { line, problem: message, carried } = request;
      await rows.failure({ line }, carried, { kind: 'input', code: 'bad-line', message, retryable: false });
      return false;
    }
    const trail = new PageTrail(settings.maxPages);
    let printed = 0;
    let page = request;
    try {
      for (;;) {
        const { links, source } = await readOne(page, printed, trail);
        printed += links.printed;
        const next = trail.next(page, source, links.nextUrl);
        if (next === 'too many')
          io.stderr.say(
            quote(page.name),
            `stopped after ${settings.maxPages} pages; --max-pages allows more`,
          );
        if (typeof next === 'string' || io.signal.aborted) break;
        page = next;
      }
      requireEnough(printed, settings.require);
      return true;
    } catch (error) {
      const failure = failureOf(error);
      if (failure === undefined) throw error;
      // Whoever stopped us knows why this page failed.
      if (!io.signal.aborted) await rows.failure({ page: page.name }, page.carried, failure);
      return false;
    }
  };

  async function readOne(request: PageRequest, printed: number, trail: PageTrail) {
    const source =
      settings.renderer === undefined ? await settings.open(request, memory) : sourceToRender(request);
    trail.visit(source.url, request.url);
    const links = new PageLinks(source, request.carried, printed, settings.links, rows);
    try {
      const reading =
        settings.renderer === undefined
          ? await scan(source, links)
          : await render(source, request.from, links);
      await links.finish();
      if (links.printed === 0) io.stderr.say(quote(request.name), explainNothing(links, reading, settings));
    } catch (error) {
      // What was found before the page broke off is no less true.
      await links.finish();
      throw error;
    }
    return { links, source };
  }

  async function scan(source: PageSource, links: PageLinks): Promise<PageReading> {
    headerLinks(source, settings.plan, links);
    const reading = await readPage(source, settings.plan, settings.terms, links);
    if (reading.format === 'binary') {
      throw new PageFailure('type', 'no-page', `no page: ${source.type ?? 'a binary file'}`);
    }
    return reading;
  }

  async function render(
    source: PageSource,
    from: Referral | undefined,
    links: PageLinks,
  ): Promise<PageReading> {
    const renderer = await settings.renderer?.();
    const read = await renderer?.read(source, from, links);
    source.referral = read?.referral;
    return { format: 'html', selected: read?.selected ?? 0 };
  }
}

function requireEnough(printed: number, required: number): void {
  if (printed < required) {
    throw new PageFailure('policy', 'too-few-links', `${printed} links; --require ${required} asks for more`);
  }
}
