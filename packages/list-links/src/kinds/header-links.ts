import { toUrl } from '@fetchutils/plumbing';

import { foundLink } from './found-link.js';
import type { PageSource } from '../pages/page-source.js';
import type { PageListener } from './link-collector.js';
import { parseLinkHeader } from './link-header.js';
import { wordsOf } from './link-rule.js';
import { linkKinds } from './link-kinds.js';
import type { ReadingPlan } from './reading-plan.js';

/** Tells of the links in a page's `Link:` header, which says by `rel` what `<link>` elements say. */
export function headerLinks(page: PageSource, plan: ReadingPlan, listener: PageListener): void {
  if (page.links === undefined) return;
  for (const { url, rel, type } of parseLinkHeader(page.links)) {
    if (plan.followNext && wordsOf(rel).includes('next')) listener.next(toUrl(url, page.url)?.href ?? url);
    const isWanted =
      plan.selectors.length === 0 &&
      plan.attributes.length === 0 &&
      linkKinds(rel, type).some((kind) => plan.kinds.has(kind));
    if (isWanted) listener.link({ ...foundLink(url, 'http', 'link', '', rel), base: page.url });
  }
}
