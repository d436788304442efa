import type { Io } from '@fetchutils/plumbing';

import type { Options } from '../cli.js';
import type { FetchPage } from './open-page.js';
import { PageFailure } from './page-failure.js';

/** Fetches pages over HTTP. */
export type PageFetcher = { fetch: FetchPage; close(): Promise<void> };

/** A fetcher; the HTTP client behind it is loaded with the first page that needs it. */
export function createPageFetcher(_options: Options, _io: Io): PageFetcher {
  return {
    fetch: () => Promise.reject(new PageFailure('input', 'none', 'not yet')),
    close: () => Promise.resolve(),
  };
}
