import { FetchError, findHeader, parseHttpDate, type RawHeaders } from '@fetchutils/plumbing/http';

import type { Job } from '../row/job.js';
import type { Outcome } from '../row/outcome.js';
import type { BodyReceiver } from '../body/body-receiver.js';
import type { Received } from '../body/received.js';
import type { AttemptSetting } from './attempt-setting.js';
import { fetchedOutcome } from './outcomes.js';

/** A body after its last byte. */
export type CompleteBody = {
  job: Job;
  receiver: Pick<BodyReceiver, 'path' | 'end' | 'commit' | 'abandon'>;
  /** Where it came from, after redirects. */
  url: URL;
  headers: RawHeaders;
  /** What has come to speak against it while it was judged. */
  objection(): FetchError | undefined;
};

/** Judges a body as a whole and gives it its name, unless something speaks against it. */
export function completeBody(
  body: CompleteBody,
  setting: AttemptSetting,
  done: (result: Outcome | FetchError) => void,
): void {
  const received = body.receiver.end();
  const { pixels } = setting.judges;
  if (received instanceof FetchError) return done(received);
  const { path } = body.receiver;
  if (pixels === undefined || path === undefined) return save(body, received, setting, done);
  void pixels(path, received.type ?? '').then((problem) =>
    problem === undefined ? save(body, received, setting, done) : done(problem),
  );
}

function save(
  body: CompleteBody,
  received: Received,
  setting: AttemptSetting,
  done: (result: Outcome | FetchError) => void,
): void {
  const { job, receiver, headers, objection } = body;
  const objected = objection();
  if (objected !== undefined) return done(objected);
  const choice = setting.names.choose(body, received);
  if (choice instanceof FetchError) return done(choice);
  if ('outcome' in choice) {
    receiver.abandon(false);
    return done(choice);
  }
  const modified = findHeader(headers, 'last-modified');
  const modifiedMs = modified === undefined ? undefined : parseHttpDate(modified);
  const { name, isServers } = choice;
  // No server chooses what is replaced. Those who share a name because they share their bytes do not mind who brings them.
  const replaces = !isServers && (job.replaces || job.name.sharesContent === true);
  receiver.commit({ name, modifiedMs, replaces, objection }, (result) => {
    if (result instanceof FetchError) return done(result);
    if (result === 'exists') return done(setting.names.answerBefore(choice, received));
    const outcome = fetchedOutcome(received, setting.pathOf(name), headers);
    setting.judges.contents?.link(outcome);
    done(outcome);
  });
}
