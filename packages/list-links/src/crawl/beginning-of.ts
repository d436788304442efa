import { isUrlOperand, toUrl } from '@fetchutils/plumbing';

import { PageFailure } from '../page-failure.js';
import type { PageRequest } from '../pages/page-request.js';

/** The URL where a crawl is to begin, or why it cannot. */
export function beginningOf({ url = '', path, chunks }: PageRequest): URL | PageFailure {
  const parsed = path === undefined && chunks === undefined && isUrlOperand(url) ? toUrl(url) : undefined;
  if (parsed !== undefined && /^https?:$/.test(parsed.protocol)) return parsed;
  return new PageFailure('input', 'not-a-url', 'a crawl begins at a URL such as https://h.example/');
}
