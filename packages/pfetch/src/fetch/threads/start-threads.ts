import { join } from 'node:path';

import type { Io } from '@fetchutils/plumbing';

import type { Naming } from '../../intake/create-intake.js';
import type { Quotas } from '../../intake/quota/quotas.js';
import type { PfetchOptions } from '../../options.js';
import type { Contents } from '../../receive/contents/contents.js';
import type { AttemptSetting } from '../attempt-setting.js';
import { Attempts } from '../attempts.js';
import type { ThreadData } from './messages.js';
import { Places } from './places.js';
import { ThreadedAttempts } from './threaded-attempts.js';

export type ThreadSurroundings = {
  env: Io['env'];
  naming: Naming;
  setting: AttemptSetting;
  contents: Contents | undefined;
  quotas: Quotas | undefined;
};

/** Little of what a thread makes survives a file: 4 MB for the young are as fast as the usual 48, and save 25 MB a thread. */
const resourceLimits = { maxYoungGenerationSizeMb: 4 };

/** Attempts in threads of their own, which begin with their first job. */
export async function startThreads(
  options: PfetchOptions,
  { env, naming, setting, contents, quotas }: ThreadSurroundings,
): Promise<ThreadedAttempts> {
  const { Worker } = await import('node:worker_threads');
  const { dir, mayExist } = naming;
  const { throttle, findPlace } = setting;
  const workerData: ThreadData = { options, env: { ...env }, dir, mayExist, paidUntil: throttle?.paidUntil };
  // What compares rows lives in the main thread, and until it has said so a body has no name.
  const compares = options.remoteHeaderName || contents !== undefined || quotas !== undefined;
  return new ThreadedAttempts({
    count: Math.min(options.threads, options.jobs),
    local: new Attempts(setting),
    startWorker: () => new Worker(join(import.meta.dirname, 'thread.js'), { workerData, resourceLimits }),
    places: new Places({
      findPlace,
      comparesContents: contents !== undefined,
      mayLosePlace: (job) => quotas?.mayLosePlace(job) === true,
    }),
    onFetched: (outcome) => contents?.link(outcome),
    asksPlace: ({ name }) => compares || name.complete !== undefined,
  });
}
