import type { FetchError } from '@fetchutils/plumbing/http';

import type { BodyCheck, BodyHead } from '../body/body-check.js';
import type { Contents } from '../memory/contents/contents.js';

/** Who is asked along the way of a download, in this order; what was not asked for is absent and costs nothing. */
export type Judges = {
  /** Before a redirect is followed. */
  redirect?: (target: URL) => FetchError | undefined;
  /** Before the body is received. */
  head?: (head: BodyHead) => FetchError | undefined;
  /** While it streams. */
  body?: (head: BodyHead) => BodyCheck | undefined;
  /** Once it is whole: of the file that holds it, and the type that it has. */
  pixels?: (path: string, type: string) => Promise<FetchError | undefined>;
  /** Before it gets its name, and after its answer. */
  contents?: Contents;
};
