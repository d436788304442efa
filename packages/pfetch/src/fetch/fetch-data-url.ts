import { FetchError } from '@fetchutils/plumbing/http';

import type { Job } from '../row/job.js';
import { BodyReceiver } from '../body/body-receiver.js';
import type { AttemptResult } from '../row/attempt-result.js';
import type { AttemptSetting } from './attempt-setting.js';
import { completeBody } from './complete-body.js';
import { decodeDataUrl } from './data-url.js';
import { failedOutcome } from './outcomes.js';

/** Saves the body that a `data:` URL holds, by the same rules as one that comes from a server. */
export function fetchDataUrl(job: Job, setting: AttemptSetting, done: (result: AttemptResult) => void): void {
  const unwritable = setting.sink.prepare();
  const body = unwritable ?? decodeDataUrl(job.url.href);
  const finish = (outcome: AttemptResult['outcome']): void =>
    done({
      outcome,
      hasAnswer: true,
      retryAfterMs: undefined,
      isHeldUp: false,
      startedAtMs: job.startedAtMs,
    });
  if (body instanceof FetchError) return finish(failedOutcome(body));
  const { key } = job.name;
  const { length } = body;
  const check = setting.judges.body?.({ url: job.url, headers: [], length });
  const start = { key, length, state: undefined, expected: job.expected, check };
  const receiver = new BodyReceiver(setting.receive, setting.sink, start);
  const fail = (error: FetchError): void => {
    receiver.abandon(false);
    finish(failedOutcome(error));
  };
  const problem = receiver.begin() ?? (body.length > 0 ? receiver.write(body) : undefined);
  if (problem !== undefined) return fail(problem);
  completeBody({ job, receiver, url: job.url, headers: [], objection: () => undefined }, setting, (result) =>
    result instanceof FetchError ? fail(result) : finish(result),
  );
}
