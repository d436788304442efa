import type { Referral } from '@fetchutils/plumbing/http';
import type { Task, TaskOutcome } from '@fetchutils/plumbing/schedule';

import type { FoundPage } from './found-page.js';

/** One page, or the robots.txt of an origin, on its way. */
export type CrawlTask = Task & {
  /** Undefined for a robots.txt. */
  readonly page: FoundPage | undefined;
  /** Of a robots.txt: the origin that it is for. */
  readonly origin: string;
  from: Referral | undefined;
  /** The URLs that it was redirected to. */
  readonly hops: string[];
};

/** What came of it. */
export type CrawlOutcome = TaskOutcome & {
  /** Where it is redirected to, and what leads there. */
  next?: URL;
  referral?: Referral;
  /** Of a robots.txt. */
  text?: string;
  /** True where what is there is no page. */
  isOther?: boolean;
};
