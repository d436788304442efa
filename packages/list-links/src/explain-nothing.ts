import { quote } from '@fetchutils/plumbing';

import type { PageLinks } from './page-links.js';
import type { PageReading } from './pages/read-page.js';
import type { Settings } from './settings.js';

/** Why a page gave no links: a silent zero is how scrapers die. */
export function explainNothing(links: PageLinks, reading: PageReading, settings: Settings): string {
  const { selectors, kinds } = settings.plan;
  if (links.rejections.size > 0) {
    const reasons = [...links.rejections]
      .sort(([, a], [, b]) => b - a)
      .map(([reason, count]) => `${count} ${reason}`);
    const hint =
      links.rejections.has('not-a-url') && links.baseUrl === 'about:blank'
        ? '; --base URL says where relative links lead'
        : '';
    return `no links: all left out (${reasons.join(', ')}; --rejected shows them)${hint}`;
  }
  if (selectors.length > 0 && reading.selected === 0) {
    return `no links: nothing matches ${quote(selectors.map(({ source }) => source).join(' and '))}`;
  }
  if (selectors.length > 0)
    return `no links: what matches (${reading.selected}) holds none; --attr NAME reads another attribute`;
  if (reading.format === 'html' && kinds.size === 1)
    return "no links; --all looks everywhere, --render runs the page's scripts";
  return 'no links';
}
