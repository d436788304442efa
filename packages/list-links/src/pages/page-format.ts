import { toUrl } from '@fetchutils/plumbing';

/** What a page is written in. */
export type PageFormat = 'html' | 'feed' | 'robots' | 'list' | 'css' | 'binary';

const feedRoots = /^(?:urlset|sitemapindex|rss|feed|rdf:rdf|opml)$/i;

/** Tells what a page is written in from how it begins; its declared type and name only decide where that says little. */
export function pageFormat(start: string, url: string, type: string | undefined): PageFormat {
  if (isBinary(start, type)) return 'binary';
  const path = toUrl(url)?.pathname ?? '';
  if (/\/robots\.txt$/i.test(path)) return 'robots';
  const root = rootName(start);
  if (root !== undefined) return feedRoots.test(root) ? 'feed' : 'html';
  if (/^text\/css\b/i.test(type ?? '') || /\.css$/i.test(path)) return 'css';
  if (/^\s*(?:user-agent|sitemap)[\t ]*:/i.test(start)) return 'robots';
  if (/^text\/plain\b/i.test(type ?? '') || /\.txt$/i.test(path)) return 'list';
  return 'html';
}

/** The name of the first element, where nothing but blanks, comments and declarations stand before it. */
function rootName(start: string): string | undefined {
  let at = /^[\s\ufeff]*/.exec(start)?.[0].length ?? 0;
  while (start.startsWith('<!', at) || start.startsWith('<?', at)) {
    const end = start.startsWith('<!--', at) ? start.indexOf('-->', at) : start.indexOf('>', at);
    if (end === -1) return undefined;
    at = start.indexOf('<', end);
    if (at === -1) return undefined;
  }
  return /^<([a-z][\w:.-]*)/i.exec(start.slice(at, at + 100))?.[1];
}

/** A page may hold a stray NUL; of the bytes of pictures and archives one in ten is a control character. */
function isBinary(start: string, type: string | undefined): boolean {
  if (/^(?:image\/(?!svg)|audio\/|video\/|font\/|application\/(?:pdf|zip))/i.test(type ?? '')) return true;
  if (start.startsWith('%PDF-')) return true;
  const opening = start.slice(0, 512);
  return (opening.match(/[\0-\x08\x0e-\x1a\x1c-\x1f]/g)?.length ?? 0) > opening.length / 20;
}
