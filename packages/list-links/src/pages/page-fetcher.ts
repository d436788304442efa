import { httpSettings, type HttpSettings, type Io } from '@fetchutils/plumbing';
import type { HttpClient } from '@fetchutils/plumbing/http';

import type { Options } from '../options.js';
import type { FetchPage } from './open-page.js';
import { withinTime } from './within-time.js';

/** Fetches pages over HTTP. */
export type PageFetcher = { fetch: FetchPage; close(): Promise<void> };

export const accepted = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

/** A fetcher; the HTTP client behind it is loaded with the first page that needs it. */
export function createPageFetcher(options: Options, io: Io): PageFetcher {
  const settings = ownTimeSettings(httpSettings(options, io.env));
  let opening: Promise<HttpClient> | undefined;

  async function open(): Promise<HttpClient> {
    const { createHttpClient } = await import('@fetchutils/plumbing/http');
    return createHttpClient(settings, 'list-links');
  }

  return {
    async fetch(url, from) {
      const client = await (opening ??= open());
      const response = await client.get({ url, headers: { Accept: accepted }, signal: io.signal, from });
      const { status, reason, headers, body } = response;
      if (status < 200 || status > 299) {
        response.discard();
        const { httpStatusError } = await import('@fetchutils/plumbing/http');
        throw httpStatusError(status, reason);
      }
      return {
        url: response.url,
        chunks: withinTime(body, options.timeout),
        referral: response.referral,
        type: headers.get('content-type'),
        links: headers.get('link'),
      };
    },
    async close() {
      (await opening)?.close();
    },
  };
}

/** The client would count the time that our reader takes; what it gets for the head alone is no longer than for the page. */
export function ownTimeSettings(settings: HttpSettings): HttpSettings {
  const { totalTimeoutMs, connectTimeoutMs, firstByteTimeoutMs } = settings;
  if (totalTimeoutMs === 0) return settings;
  return {
    ...settings,
    totalTimeoutMs: 0,
    connectTimeoutMs: Math.min(connectTimeoutMs || Infinity, totalTimeoutMs),
    firstByteTimeoutMs: Math.min(firstByteTimeoutMs || Infinity, totalTimeoutMs),
  };
}
