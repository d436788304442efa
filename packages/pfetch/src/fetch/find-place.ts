import { FetchError, type RawHeaders } from '@fetchutils/plumbing/http';

import type { Job } from '../row/job.js';
import type { Outcome } from '../row/outcome.js';
import type { Received } from '../body/received.js';
import type { Contents } from '../memory/contents/contents.js';
import { finalName, type FinalNaming } from '../naming/final-name.js';

/** The name of a body that is kept; why it cannot be; or the answer to its row where it need not be. */
export type Place = string | FetchError | Outcome;

/** Finds the place of a body that is complete. */
export type FindPlace = (body: { job: Job; headers: RawHeaders }, received: Received) => Place;

/** Finds places by all names and contents of the run so far. */
export function createFindPlace(
  naming: FinalNaming & { pathOf(name: string): string },
  contents: Contents | undefined,
): FindPlace {
  return ({ job, headers }, received) => {
    const name = finalName(job, received, headers, naming);
    if (contents === undefined || name instanceof FetchError) return name;
    return contents.judge({ job, received, path: naming.pathOf(name) }) ?? name;
  };
}
