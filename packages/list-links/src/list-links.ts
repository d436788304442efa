import { exitStatus, type Io, UsageError } from '@fetchutils/plumbing';

import type { Options } from './options.js';
import { createLinkRows } from './link-rows.js';
import { createLinkReader } from './read-links.js';
import { readRequests } from './pages/read-requests.js';
import { toSettings } from './settings.js';

/** Prints the links of every page that the operands or standard input name. */
export async function listLinks(io: Io, options: Options, operands: string[]): Promise<number> {
  if (options.html && options.pages) throw new UsageError('--html and --pages exclude each other');
  if (options.html && operands.length > 0)
    throw new UsageError('--html is for a page on standard input; the operands name files or URLs');
  const rows = createLinkRows(io, options);
  const settings = await toSettings(options, io);
  const requests = readRequests(io, operands, {
    meaning: options.html ? 'html' : options.pages ? 'pages' : 'guess',
    mayHaveNul: options.null,
  });
  if (options.depth !== undefined) {
    try {
      const { runCrawl } = await import('./crawl/run-crawl.js');
      return await runCrawl(requests, options.depth, { io, options, settings, rows });
    } finally {
      await settings.close();
      await rows.flush();
    }
  }
  let hasFailed = false;
  async function work(): Promise<void> {
    const readLinks = createLinkReader(settings, rows, io);
    for await (const request of shared(requests)) {
      if (io.signal.aborted) return;
      if (!(await readLinks(request))) hasFailed = true;
    }
  }
  try {
    await Promise.all(Array.from({ length: options.jobs }, work));
  } finally {
    await settings.close();
  }
  await rows.flush();
  return hasFailed ? exitStatus.someFailed : exitStatus.ok;
}

/** The same generator for several readers: that one of them is done does not end it for the others. */
function shared<T>(source: AsyncGenerator<T>): AsyncIterable<T> {
  return { [Symbol.asyncIterator]: () => ({ next: () => source.next() }) };
}
