import { type Io, quote, type RowWriter } from '@fetchutils/plumbing';

import { explainNothing } from './explain-nothing.js';
import { headerLinks } from './kinds/header-links.js';
import { PageLinks } from './page-links.js';
import { type Failure, failureOf, PageFailure } from './pages/page-failure.js';
import type { BadRequest, PageRequest } from './pages/page-request.js';
import { readPage } from './pages/read-page.js';
import type { Settings } from './settings.js';

/** Prints the links of a page and of the pages that follow it; false if any of them failed, which its row tells. */
export async function readLinks(
  request: PageRequest | BadRequest,
  settings: Settings,
  rows: RowWriter,
  io: Io,
): Promise<boolean> {
  if ('problem' in request) {
    await writeFailure(rows, { line: request.line }, request.carried, {
      kind: 'input',
      code: 'bad-line',
      message: request.problem,
      retryable: false,
    });
    return false;
  }
  const visited = new Set<string>();
  let printed = 0;
  let next: PageRequest | undefined = request;
  while (next !== undefined && !io.signal.aborted) {
    const page: PageRequest = next;
    try {
      const links = await readOne(page, printed, visited, settings, rows, io);
      printed += links.printed;
      next = following(page, links.nextUrl, visited, settings, io);
      if (next === undefined) requireEnough(printed, settings.require);
    } catch (error) {
      const failure = failureOf(error);
      if (failure === undefined) throw error;
      if (io.signal.aborted) return true;
      const url = page.url ?? page.path;
      await writeFailure(rows, { ...(url !== undefined && { url }), page: page.name }, page.carried, failure);
      return false;
    }
  }
  return true;
}

/** Prints the links of one page. */
async function readOne(
  request: PageRequest,
  printed: number,
  visited: Set<string>,
  settings: Settings,
  rows: RowWriter,
  io: Io,
): Promise<PageLinks> {
  const source = await settings.open(request);
  visited.add(source.url).add(request.url ?? source.url);
  const links = new PageLinks(source, request.carried, printed, settings.links, rows);
  try {
    headerLinks(source.links, settings.plan, links);
    const reading = await readPage(source, settings.plan, settings.charset, links);
    if (reading.format === 'binary')
      throw new PageFailure('type', 'no-page', `no page: ${source.type ?? 'a binary file'}`);
    await links.finish();
    if (links.printed === 0) io.stderr.say(quote(request.name), explainNothing(links, reading, settings));
  } catch (error) {
    // What was found before the page broke off is no less true.
    await links.finish();
    throw error;
  }
  return links;
}

/** The page to go on with, if there is one that has not been read. */
function following(
  page: PageRequest,
  url: string | undefined,
  visited: ReadonlySet<string>,
  settings: Settings,
  io: Io,
): PageRequest | undefined {
  if (url === undefined) return undefined;
  const bare = url.replace(/#.*/s, '');
  if (visited.has(bare) || visited.has(url)) return undefined;
  if (visited.size >= settings.maxPages) {
    io.stderr.say(quote(page.name), `stopped after ${settings.maxPages} pages; --max-pages allows more`);
    return undefined;
  }
  const isFile = page.path !== undefined || page.url?.startsWith('file:') === true;
  // A page of the web has no business with our files.
  if (!/^https?:/.test(bare) && !(isFile && bare.startsWith('file:'))) return undefined;
  return { name: bare, url: bare, carried: page.carried };
}

function requireEnough(printed: number, required: number): void {
  if (printed < required) {
    throw new PageFailure('policy', 'too-few-links', `${printed} links; --require ${required} asks for more`);
  }
}

async function writeFailure(rows: RowWriter, named: object, carried: string, error: Failure): Promise<void> {
  const json = JSON.stringify({ ...named, ok: false, outcome: 'failed', error });
  await rows.writeText(carried === '' ? json : `${json.slice(0, -1)},${carried}}`, undefined);
}
