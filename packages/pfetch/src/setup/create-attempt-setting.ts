import { httpSettings, type Io } from '@fetchutils/plumbing';
import {
  createHttpSession,
  createTicker,
  findHeaders,
  type Trace,
  traceExchange,
} from '@fetchutils/plumbing/http';

import type { PfetchOptions } from '../options/options.js';
import type { Naming } from '../naming/naming.js';
import type { Contents } from '../memory/contents/contents.js';
import { createJudges } from './create-judges.js';
import type { Sink } from '../sinks/sink.js';
import type { AttemptSetting } from '../fetch/attempt-setting.js';
import { createNameChooser } from '../fetch/create-name-chooser.js';
import { createLooks } from '../fetch/look-for.js';
import { Throttle } from '../fetch/throttle.js';

/** What an attempt has to know of the run beside the options. */
export type Surroundings = {
  env: Io['env'];
  naming: Naming;
  contents: Contents | undefined;
  sink: Sink;
  /** Hears the heads of requests and responses, for --verbose. */
  trace: Trace;
};

/** What the attempts of a run share; `close` is for the end of the run. */
export async function createAttemptSetting(
  options: PfetchOptions,
  { env, naming, contents, sink, trace }: Surroundings,
): Promise<{ setting: AttemptSetting; close: () => void }> {
  const http = httpSettings(options, env);
  const judges = await createJudges(options);
  const session = await createHttpSession(http, 'pfetch');
  const { taken, pathOf } = naming;
  const setting: AttemptSetting = {
    http,
    exchange: options.verbose ? traceExchange(session.exchange, trace) : session.exchange,
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
    split: options.split === 1 ? undefined : { connections: options.split, minBytes: options.splitMin },
    headersFor: session.headersFor,
    onResponse: (url, headers) => session.cookies?.take(url, findHeaders(headers, 'set-cookie')) === true,
    ...createLooks(sink, naming),
    names: createNameChooser({ taken, remote: options.remoteHeaderName, pathOf }, sink, contents),
    pathOf,
  };
  const close = (): void => {
    session.close();
    if (!options.dryRun) sink.close();
  };
  return { setting, close };
}
