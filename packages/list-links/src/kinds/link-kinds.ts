import type { Kind } from './kind.js';
import { wordsOf } from './link-rule.js';

const assetRels = new Set(
  `stylesheet icon apple-touch-icon apple-touch-icon-precomposed mask-icon fluid-icon preload modulepreload prefetch
  prerender manifest import`.split(/\s+/),
);
const feedTypes = /^application\/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json|json)\s*(?:;|$)/i;

/** The kinds of a `<link>` or a `Link:` header, by its relations and type. */
export function linkKinds(rel: string | undefined, type: string | undefined): Kind[] {
  const rels = wordsOf(rel);
  const kinds: Kind[] = [];
  if (rels.includes('image_src')) kinds.push('images');
  if (rels.some((word) => assetRels.has(word))) kinds.push('assets');
  if (rels.includes('feed') || (rels.includes('alternate') && isFeedType(type))) kinds.push('feeds');
  return kinds.length > 0 ? kinds : ['other'];
}

/** True for the types of RSS, Atom and JSON feeds. */
export function isFeedType(type: string | undefined): boolean {
  return feedTypes.test(type?.trim() ?? '');
}
