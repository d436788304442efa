import { httpSettings, type Io } from '@fetchutils/plumbing';
import { createHttpSession, createTicker, findHeaders } from '@fetchutils/plumbing/http';

import type { PfetchOptions } from '../options.js';
import type { Naming } from '../intake/create-intake.js';
import type { Contents } from '../receive/contents/contents.js';
import { createJudges } from '../receive/create-judges.js';
import { FileSink } from '../sinks/file-sink.js';
import type { AttemptSetting } from './attempt-setting.js';
import { finalName } from './final-name.js';
import { Throttle } from './throttle.js';

/** What the attempts of a run share, from the options; `close` is for the end of the run. */
export async function createAttemptSetting(
  io: Io,
  options: PfetchOptions,
  { naming, contents }: { naming: Naming; contents: Contents | undefined },
): Promise<{ setting: AttemptSetting; close: () => Promise<void> }> {
  const http = httpSettings(options, io.env);
  const judges = await createJudges(options);
  const session = await createHttpSession(http, 'pfetch');
  const sink = new FileSink({ dir: naming.dir, fsync: options.fsync });
  const finalNaming = { taken: naming.taken, remote: options.remoteHeaderName };
  const setting: AttemptSetting = {
    http,
    exchange: session.exchange,
    ticker: createTicker(),
    sink,
    receive: {
      maxBytes: options.maxFilesize ?? Infinity,
      minBytes: options.minFilesize,
      accept: options.accept,
      algorithms: options.sha256 ? ['sha256'] : [],
    },
    judges: contents === undefined ? judges : { ...judges, contents },
    throttle: options.limitRate === undefined ? undefined : new Throttle(options.limitRate),
    headersFor: session.headersFor,
    onResponse: (url, headers) => session.cookies?.take(url, findHeaders(headers, 'set-cookie')) === true,
    // Only an earlier run or attempt can have left something: looking costs a system call a job.
    findPartial: (job) => (naming.mayExist || job.attempts > 1 ? sink.findPartial(job.name.key) : undefined),
    nameFor: (job, received, headers) => finalName(job, received, headers, finalNaming),
    pathOf: naming.pathOf,
  };
  return { setting, close: () => session.close() };
}
