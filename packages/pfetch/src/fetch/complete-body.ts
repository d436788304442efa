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
  body: CompleteBody,
  received: Received,
  setting: AttemptSetting,
  done: (result: Outcome | FetchError) => void,
): void {
  const { receiver, headers, objection } = body;
  const objected = objection();
  if (objected !== undefined) return done(objected);
  const place = setting.findPlace(body, received);
  if (place instanceof FetchError) return done(place);
  if (typeof place !== 'string') {
    receiver.abandon(false);
    return done(place);
  }
  const modified = findHeader(headers, 'last-modified');
  const modifiedMs = modified === undefined ? undefined : parseHttpDate(modified);
  receiver.commit({ name: place, modifiedMs, objection }, (problem) => {
    if (problem !== undefined) return done(problem);
    const outcome = fetchedOutcome(received, setting.pathOf(place), headers);
    setting.judges.contents?.link(outcome);
    done(outcome);
  });
}
