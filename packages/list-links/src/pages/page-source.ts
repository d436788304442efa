import type { Referral } from '@fetchutils/plumbing/http';

/** A page that has been opened. */
export type PageSource = {
  /** What `page` says in its rows: the URL or file as the user named it. */
  name: string;
  /** The URL that its links start from. */
  url: string;
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>;
  /** Where pages that this one leads to are led to from; absent for a page that is not of the web. */
  referral?: Referral | undefined;
  /** The Content-Type header. */
  type?: string | undefined;
  /** The Link header. */
  links?: string | undefined;
};
