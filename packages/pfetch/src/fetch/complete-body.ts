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
  const { job, receiver, headers, objection } = body;
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
  // Those who share a name because they share their bytes do not mind who brings them.
  const replaces = job.replaces || job.name.sharesContent === true;
  receiver.commit({ name: place, modifiedMs, replaces, objection }, (result) => {
    if (result instanceof FetchError) return done(result);
    if (result === 'exists') return done(cameBefore(received, place, setting));
    const outcome = fetchedOutcome(received, setting.pathOf(place), headers);
    setting.judges.contents?.link(outcome);
    done(outcome);
  });
}

/** A file has come under this name while ours was fetched: another run's of the same URL, unless the server chose the name. */
function cameBefore(
  { bytes }: Received,
  name: string,
  { sink, pathOf, namesByServer }: AttemptSetting,
): Outcome | FetchError {
  if (namesByServer) {
    return new FetchError('input', 'name-taken', `${pathOf(name)} is there already`);
  }
  return { outcome: 'skipped', reason: 'exists', path: pathOf(name), bytes: sink.find(name)?.bytes ?? bytes };
}
