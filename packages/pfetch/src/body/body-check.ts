import type { FetchError, RawHeaders } from '@fetchutils/plumbing/http';

import type { Received } from './received.js';

/** What is known of a body before its first byte. */
export type BodyHead = {
  /** Where it comes from, after redirects. */
  url: URL;
  headers: RawHeaders;
  /** The whole length, where the server says it and no coding changes it. */
  length: number | undefined;
};

/** Follows one body as it streams, and may reject it. */
export type BodyCheck = {
  /** True where a body that passes is given its type by `end`: nobody else need look for it. */
  readonly tellsType?: boolean;
  /** Takes the next chunk, which is lent for this call only. */
  push(chunk: Buffer): FetchError | undefined;
  /** Judges the whole, and adds what it has found out. */
  end(received: Received): Received | FetchError;
};
