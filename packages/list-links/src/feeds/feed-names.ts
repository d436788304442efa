/** The names of a feed's elements as the rules here have them, whatever prefixes its author chose. */
export type FeedNames = (name: string) => string;

// As they are usually written; the rules for feeds know these.
const usualPrefixes: ReadonlyMap<string, string> = new Map([
  ['http://www.sitemaps.org/schemas/sitemap/0.9', ''],
  ['http://www.google.com/schemas/sitemap-image/1.1', 'image'],
  ['http://www.google.com/schemas/sitemap-video/1.1', 'video'],
  ['http://www.w3.org/2005/atom', 'atom'],
  ['http://www.w3.org/1999/xhtml', 'xhtml'],
  ['http://purl.org/rss/1.0/', ''],
  ['http://purl.org/rss/1.0/modules/content/', 'content'],
  ['http://search.yahoo.com/mrss/', 'media'],
  ['http://search.yahoo.com/mrss', 'media'],
  ['http://www.itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
]);

/**
 * Reads the prefixes that the root element declares off how the feed begins. The root's own prefix is dropped, so that
 * `<atom:feed>` and `<sm:urlset>` are read like `<feed>` and `<urlset>`.
 */
export function feedNames(start: string): FeedNames {
  // Further in no root begins, and looking for one takes time.
  const opening = start.slice(0, 16_384).replace(/<[?!][^>]*>/g, '');
  const root = /<([a-z][\w.-]*)(?::[a-z][\w.-]*)?(?=[\s>/])[^<]*/i.exec(opening);
  const prefixes = new Map<string, string>();
  for (const [, prefix = '', , uri = ''] of (root?.[0] ?? '').matchAll(
    /\sxmlns:([\w.-]+)\s*=\s*(["'])(.*?)\2/gs,
  )) {
    const usual = usualPrefixes.get(uri.trim().toLowerCase());
    if (usual !== undefined) prefixes.set(prefix.toLowerCase(), usual);
  }
  const isPrefixed = root?.[0].startsWith(`<${root[1] ?? ''}:`) === true;
  if (isPrefixed) prefixes.set((root?.[1] ?? '').toLowerCase(), '');
  return (name) => {
    const colon = name.indexOf(':');
    const usual = colon === -1 ? undefined : prefixes.get(name.slice(0, colon));
    if (usual === undefined) return name;
    return usual === '' ? name.slice(colon + 1) : `${usual}${name.slice(colon)}`;
  };
}
