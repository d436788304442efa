import { httpSettings, type Io } from '@fetchutils/plumbing';
import {
  createConnector,
  createCookies,
  createRequestHeaders,
  createResolver,
  createTicker,
  createWireExchange,
  findHeaders,
  readNetrc,
} from '@fetchutils/plumbing/http';

import type { PfetchOptions } from '../options.js';
import type { Naming } from '../intake/create-intake.js';
import { FileSink } from '../sinks/file-sink.js';
import type { AttemptSetting } from './attempt-setting.js';
import { finalName } from './final-name.js';
import { Throttle } from './throttle.js';

/** What the attempts of a run share, from the options; `close` is for the end of the run. */
export async function createAttemptSetting(
  io: Io,
  options: PfetchOptions,
  naming: Naming,
): Promise<{ setting: AttemptSetting; close: () => Promise<void> }> {
  const http = httpSettings(options, io.env);
  const ticker = createTicker();
  const connector = createConnector({
    resolver: createResolver(http.names),
    proxies: http.proxies,
    tls: http.tls,
  });
  const exchange = createWireExchange(connector, ticker);
  const cookies = await createCookies(http.cookies, http.cookieJarPath);
  const netrc = http.netrcPath === undefined ? undefined : readNetrc(http.netrcPath);
  const sink = new FileSink({ dir: naming.dir, fsync: options.fsync });
  const setting: AttemptSetting = {
    http,
    exchange,
    ticker,
    sink,
    receive: {
      maxBytes: options.maxFilesize ?? Infinity,
      minBytes: options.minFilesize,
      accept: options.accept,
      algorithms: options.sha256 ? ['sha256'] : [],
    },
    throttle: options.limitRate === undefined ? undefined : new Throttle(options.limitRate),
    headersFor: createRequestHeaders({ settings: http, tool: 'pfetch', cookies, netrc }),
    onResponse(url, headers) {
      if (cookies !== undefined) cookies.take(url, findHeaders(headers, 'set-cookie'));
    },
    // Only an earlier run or attempt can have left something: looking costs a system call a job.
    findPartial: (job) => (naming.mayExist || job.attempts > 1 ? sink.findPartial(job.name.key) : undefined),
    nameFor: (job, received, headers) =>
      finalName(job, received, headers, { ...naming, remote: options.remoteHeaderName }),
    pathOf: naming.pathOf,
  };
  return {
    setting,
    async close() {
      exchange.close();
      await cookies?.save();
    },
  };
}
