import { exitStatus, httpSettings, type Io } from '@fetchutils/plumbing';
import { createHttpSession } from '@fetchutils/plumbing/http';

import type { LinkRows } from '../link-rows.js';
import type { Options } from '../options.js';
import { ownTimeSettings } from '../pages/page-fetcher.js';
import type { BadRequest, PageRequest } from '../pages/page-request.js';
import type { Settings } from '../settings.js';
import { Crawl } from './crawl.js';
import { createScope } from './scope.js';

/** Crawls from the pages that are given. */
export async function runCrawl(
  requests: AsyncIterable<PageRequest | BadRequest>,
  depth: number,
  { io, options, settings, rows }: { io: Io; options: Options; settings: Settings; rows: LinkRows },
): Promise<number> {
  const http = ownTimeSettings(httpSettings(options, io.env));
  const session = await createHttpSession(http, 'list-links');
  const product = /^[a-z_-]+/i.exec(http.userAgent ?? '')?.[0] ?? 'list-links';
  const scope = createScope(settings.links.filter);
  try {
    const crawl = new Crawl({ io, options, depth, settings, session, rows, scope, product });
    for await (const request of requests) await crawl.take(request);
    return (await crawl.run()) ? exitStatus.ok : exitStatus.someFailed;
  } finally {
    session.close();
  }
}
