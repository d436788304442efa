import type { Io } from '@fetchutils/plumbing';
import type { HttpSession } from '@fetchutils/plumbing/http';

import type { LinkRows } from '../link-rows.js';
import type { Options } from '../options.js';
import type { Settings } from '../settings.js';
import type { Scope } from './scope.js';

/** What a crawl is made of. */
export type CrawlParts = {
  io: Io;
  options: Options;
  depth: number;
  settings: Settings;
  session: HttpSession;
  rows: LinkRows;
  scope: Scope;
  /** By which robots.txt knows us. */
  product: string;
};
