import { asItStands } from '../html/decode-bytes.js';
import type { PageElement } from '../html/page-element.js';
import { scanHtml } from '../html/scan-html.js';
import type { FoundLink } from '../kinds/found-link.js';
import { LinkCollector } from '../collect/link-collector.js';
import { planReading, type ReadingPlan } from '../kinds/reading-plan.js';

/** Reads the HTML that a feed holds as text. */
export type InnerHtml = (html: string, tell: (link: FoundLink) => void) => void;

/**
 * A reader for it, or undefined where nothing of it is wanted: its links are those of another page, so that they are only
 * told with --all.
 */
export function innerHtml(
  plan: ReadingPlan,
  isSelected: (element: PageElement) => boolean,
): InnerHtml | undefined {
  const kinds = new Set([...plan.kinds].filter((kind) => kind !== 'links' || plan.kinds.has('other')));
  if (kinds.size === 0 || plan.attributes.length > 0) return undefined;
  const inner = planReading({ ...plan, kinds, next: undefined, followNext: false, follows: false });
  return (html, tell) => {
    const collector = new LinkCollector(inner, { link: tell, base: ignore, next: ignore }, isSelected);
    const scanner = scanHtml(inner.vocabulary, collector, asItStands);
    scanner.write(html);
    scanner.end();
    collector.end();
  };
}

function ignore(): void {}
