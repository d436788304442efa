import { FetchError, findHeader, parseHttpDate, type RawHeaders } from '@fetchutils/plumbing/http';

import type { Job } from '../intake/job.js';
import type { Outcome } from '../intake/outcome.js';
import type { BodyReceiver, Received } from '../receive/body-receiver.js';
import type { AttemptSetting } from './attempt-setting.js';
import { fetchedOutcome } from './outcomes.js';

/** A body after its last byte. */
export type CompleteBody = {
  job: Job;
  receiver: BodyReceiver;
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
  const { path } = body.receiver;
  if (received instanceof FetchError) return done(received);
  if (pixels === undefined || path === undefined) return save(body, received, setting, done);
  void pixels(path, received.type ?? '').then((problem) =>
    problem === undefined ? save(body, received, setting, done) : done(problem),
  );
}

function save(
  { job, receiver, url, headers, objection }: CompleteBody,
  received: Received,
  setting: AttemptSetting,
  done: (result: Outcome | FetchError) => void,
): void {
  const objected = objection();
  if (objected !== undefined) return done(objected);
  const name = setting.nameFor(job, received, headers);
  if (name instanceof FetchError) return done(name);
  const path = setting.pathOf(name);
  const { contents } = setting.judges;
  const answer = contents?.judge({ job, received, host: url.host, path });
  if (answer !== undefined) {
    receiver.abandon(false);
    return done(answer);
  }
  const modified = findHeader(headers, 'last-modified');
  const modifiedMs = modified === undefined ? undefined : parseHttpDate(modified);
  receiver.commit({ name, modifiedMs, objection }, (problem) => {
    if (problem !== undefined) return done(problem);
    const outcome = fetchedOutcome(received, path, headers);
    contents?.link(outcome);
    done(outcome);
  });
}
