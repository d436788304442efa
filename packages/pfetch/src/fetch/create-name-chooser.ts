import { FetchError, type RawHeaders } from '@fetchutils/plumbing/http';

import type { Job } from '../row/job.js';
import type { Outcome } from '../row/outcome.js';
import type { Received } from '../body/received.js';
import type { Contents } from '../memory/contents/contents.js';
import { finalName, type FinalName, type FinalNaming } from '../naming/final-name.js';
import { refusalOf } from '../naming/taken-names.js';
import type { Sink } from '../sinks/sink.js';

/** The name of a body that is kept; why it cannot be; or the answer to its row where it need not be. */
export type Choice = FinalName | FetchError | Outcome;

export type NameChooser = {
  /** Chooses the name of a body that is complete. */
  choose(body: { job: Job; headers: RawHeaders }, received: Received): Choice;
  /** The answer to a row whose name a file has got while its body was fetched. */
  answerBefore(named: FinalName, received: Received): Outcome | FetchError;
};

/** Chooses names by all names and contents of the run so far. */
export function createNameChooser(
  naming: FinalNaming & { pathOf(name: string): string },
  sink: Sink,
  contents: Contents | undefined,
): NameChooser {
  const { pathOf } = naming;

  /** The answer where the file of a name has the very bytes of a body. */
  function findSame(name: string, { bytes, digests }: Received): Outcome | undefined {
    const { sha256 } = digests;
    const path = pathOf(name);
    const isSame = sha256 !== undefined && sink.find(name)?.bytes === bytes && sink.digest(path) === sha256;
    return isSame ? { outcome: 'skipped', reason: 'exists', path, bytes, sha256 } : undefined;
  }

  return {
    choose({ job, headers }, received) {
      const named = finalName(job, received, headers, naming);
      const { name, isServers, taken } = named;
      const refusal = refusalOf(taken, name);
      if (refusal !== undefined) {
        const same = isServers && taken === 'taken' ? findSame(name, received) : undefined;
        return same ?? new FetchError('input', 'name-taken', refusal);
      }
      return contents?.judge({ job, received, path: pathOf(name) }) ?? named;
    },
    answerBefore({ name, isServers }, received) {
      const path = pathOf(name);
      // Another run has brought it, for the same URL; but a server may give one name to anything.
      if (!isServers)
        return {
          outcome: 'skipped',
          reason: 'exists',
          path,
          bytes: sink.find(name)?.bytes ?? received.bytes,
        };
      const same = findSame(name, received);
      return same ?? new FetchError('input', 'name-taken', `${path} is there already`);
    },
  };
}
