import { createReadStream, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { PageFailure } from './page-failure.js';
import type { PageRequest } from './page-request.js';
import type { PageSource } from './page-source.js';
import { type ChunkMemory, readFileChunks } from './read-file-chunks.js';

/** Fetches pages; the part of the HTTP client that is needed here. */
export type FetchPage = (url: string) => Promise<Omit<PageSource, 'name'>>;

/** Opens a page wherever it is; its links start from `base` if that is given. */
export async function openPage(
  request: PageRequest,
  base: string | undefined,
  fetchPage: FetchPage,
  memory: ChunkMemory,
): Promise<PageSource> {
  const { name, url, path, chunks } = request;
  if (chunks !== undefined) return { name, url: base ?? 'about:blank', chunks };
  if (path !== undefined)
    return { name, url: base ?? webUrl(url) ?? fileUrl(path), chunks: openFile(path, memory) };
  const parsed = readableUrl(url);
  if (parsed.protocol === 'file:') {
    return { name, url: base ?? parsed.href, chunks: openFile(fileURLToPath(parsed), memory) };
  }
  const fetched = await fetchPage(parsed.href);
  return { ...fetched, name, url: base ?? fetched.url };
}

/** The page as a browser is to open it. */
export function sourceToRender({ name, url, path, chunks }: PageRequest): PageSource {
  if (chunks !== undefined) {
    throw new PageFailure(
      'input',
      'no-url',
      '--render opens URLs and files, and cannot take a page from standard input',
    );
  }
  return { name, url: path === undefined ? readableUrl(url).href : fileUrl(path), chunks: [] };
}

function readableUrl(url: string | undefined): URL {
  const parsed = url === undefined || !URL.canParse(url) ? undefined : new URL(url);
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

function openFile(path: string, memory: ChunkMemory): PageSource['chunks'] {
  const file = statSync(path);
  if (file.isDirectory()) throw new PageFailure('input', 'EISDIR', 'a folder; expected a file');
  // A pipe may keep us waiting, so it must not block the process; a file does not. Those of /proc have no size.
  return file.isFile() && file.size > 0 ? readFileChunks(path, memory) : createReadStream(path);
}

function webUrl(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).href : undefined;
}

function fileUrl(path: string): string {
  // Most paths are URL paths as they stand; making sure of the others costs 6 us.
  if (/^(?:\/[\w+,=@-][\w+,=@.~-]*)+$/.test(path)) return `file://${path}`;
  return pathToFileURL(resolve(path)).href;
}
