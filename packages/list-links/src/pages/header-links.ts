import { toUrl } from '@fetchutils/plumbing';

import { foundLink } from '../kinds/found-link.js';
import type { PageSource } from './page-source.js';
import type { PageListener } from '../collect/page-listener.js';
import { parseLinkHeader } from '../kinds/link-header.js';
import { wordsOf } from '../kinds/link-rule.js';
import { linkKinds } from '../kinds/link-kinds.js';
import type { ReadingPlan } from '../kinds/reading-plan.js';

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
