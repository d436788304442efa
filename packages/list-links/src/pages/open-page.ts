import { createReadStream, type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { toUrl } from '@fetchutils/plumbing';
import type { Referral } from '@fetchutils/plumbing/http';

import { noSuchFile } from './no-such-file.js';
import { PageFailure } from '../page-failure.js';
import type { PageRequest } from './page-request.js';
import type { PageSource } from './page-source.js';
import { type ChunkMemory, readFileChunks } from './read-file-chunks.js';

/** Fetches pages; the part of the HTTP client that is needed here. */
export type FetchPage = (url: string, from: Referral | undefined) => Promise<Omit<PageSource, 'name'>>;

/** Opens a page wherever it is; its links start from `base` if that is given. */
export async function openPage(
  request: PageRequest,
  base: string | undefined,
  fetchPage: FetchPage,
  memory: ChunkMemory,
): Promise<PageSource> {
  const { name, url, path, chunks } = request;
  if (chunks !== undefined) return { name, url: base ?? 'about:blank', chunks };
  if (path !== undefined) {
    const origin = url === undefined ? undefined : toUrl(url);
    const chunks = openFile(path, request, memory);
    const referral = origin && referralOf(origin, toUrl(name) ?? origin);
    return { name, url: base ?? origin?.href ?? fileUrl(path), chunks, referral };
  }
  const parsed = readableUrl(url);
  if (parsed.protocol === 'file:') {
    return { name, url: base ?? parsed.href, chunks: openFile(fileURLToPath(parsed), request, memory) };
  }
  const fetched = await fetchPage(parsed.href, request.from);
  return { ...fetched, name, url: base ?? fetched.url };
}

/** The page as a browser is to open it. */
export function sourceToRender(request: PageRequest): PageSource {
  const { name, url, path, chunks } = request;
  if (chunks !== undefined) {
    throw new PageFailure(
      'input',
      'no-url',
      '--render opens URLs and files, and cannot take a page from standard input',
    );
  }
  const parsed = path === undefined ? readableUrl(url) : new URL(fileUrl(path));
  if (parsed.protocol === 'file:') checkFile(fileURLToPath(parsed), request);
  return { name, url: parsed.href, chunks: [] };
}

function readableUrl(url: string | undefined): URL {
  const parsed = url === undefined ? undefined : toUrl(url);
  if (parsed === undefined) {
    throw new PageFailure('input', 'not-a-url', 'not a URL; expected something like https://h.example/page');
  }
  if (!/^(?:https?|file):$/.test(parsed.protocol)) {
    throw new PageFailure(
      'policy',
      'scheme',
      `pages are read from http, https and file URLs, not from ${parsed.protocol}`,
    );
  }
  return parsed;
}

function openFile(path: string, request: PageRequest, memory: ChunkMemory): PageSource['chunks'] {
  const file = checkFile(path, request);
  // A pipe may keep us waiting, so it must not block the process; a file does not. Those of /proc have no size.
  return file.isFile() && file.size > 0 ? readFileChunks(path, memory) : createReadStream(path);
}

/** Looks without opening, which would be enough to hang at a pipe or to set a device going. */
function checkFile(path: string, { isOperand }: PageRequest): Stats {
  const file = statSync(path, { throwIfNoEntry: false });
  if (file === undefined) throw new PageFailure('input', 'ENOENT', noSuchFile(path));
  if (file.isDirectory()) throw new PageFailure('input', 'EISDIR', 'a folder; expected a file');
  if (!file.isFile() && isOperand !== true) {
    const message = 'a pipe or a device; those are read only where the command line names them';
    throw new PageFailure('policy', 'no-file', message);
  }
  return file;
}

/** A saved page leads on as the page itself would, from an address that is not known; `asked` is what credentials are for. */
function referralOf({ hostname }: URL, asked: URL): Referral {
  return { url: asked, hop: { hostname, address: '' }, mayCarryCredentials: true };
}

function fileUrl(path: string): string {
  // Most paths are URL paths as they stand; making sure of the others costs 6 us.
  if (/^(?:\/[\w+,=@-][\w+,=@.~-]*)+$/.test(path)) return `file://${path}`;
  return pathToFileURL(resolve(path)).href;
}
