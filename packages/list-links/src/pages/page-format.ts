import { toUrl } from '@fetchutils/plumbing';

/** What a page is written in. */
export type PageFormat = 'html' | 'xhtml' | 'feed' | 'json' | 'robots' | 'list' | 'css' | 'binary';

const feedRoots = /^(?:[\w.-]+:)?(?:urlset|sitemapindex|rss|feed|opml)$|^rdf:rdf$/i;
const listedUrl = /^[\s\ufeff]*https?:\/\/\S+[\t ]*(?:[\r\n]|$)/i;

/** Tells what a page is written in from how it begins; its declared type and name only decide where that says little. */
export function pageFormat(start: string, url: string, type: string | undefined): PageFormat {
  if (isBinary(start, type)) return 'binary';
  const path = toUrl(url)?.pathname ?? '';
  if (/\/robots\.txt$/i.test(path)) return 'robots';
  if (isJson(start, path, type)) return 'json';
  const root = rootName(start);
  if (root !== undefined && feedRoots.test(root)) return 'feed';
  if (/^application\/xhtml\+xml\b/i.test(type ?? '') || (type === undefined && /\.xht(?:ml)?$/i.test(path)))
    return 'xhtml';
  if (root !== undefined) return 'html';
  if (/^text\/css\b/i.test(type ?? '') || /\.css(?:\.gz)?$/i.test(path)) return 'css';
  if (/^\s*(?:user-agent|sitemap)[\t ]*:/i.test(start)) return 'robots';
  if (/^text\/plain\b/i.test(type ?? '') || /\.txt(?:\.gz)?$/i.test(path)) return 'list';
  return !isHtmlType(type) && listedUrl.test(start) ? 'list' : 'html';
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

/** What says that it is, and what begins so and says nothing else. */
function isJson(start: string, path: string, type: string | undefined): boolean {
  if (/^(?:application|text)\/(?:[\w.-]+\+)?json\b/i.test(type ?? '')) return true;
  const saysOtherwise =
    isHtmlType(type) || /^text\/css\b/i.test(type ?? '') || /\.(?:x?html?|css)$/i.test(path);
  return !saysOtherwise && /^[\s\ufeff]*(?:\{\s*["}]|\[\s*["{[\]\d]|\[\s*(?:true|false|null)\b)/.test(start);
}

function isHtmlType(type: string | undefined): boolean {
  return /^(?:text\/html|application\/xhtml)/i.test(type ?? '');
}

/** A page may hold a stray NUL; of the bytes of pictures and archives one in ten is a control character. */
function isBinary(start: string, type: string | undefined): boolean {
  if (/^(?:image\/(?!svg)|audio\/|video\/|font\/|application\/(?:pdf|zip))/i.test(type ?? '')) return true;
  if (start.startsWith('%PDF-')) return true;
  const opening = start.slice(0, 512);
  return (opening.match(/[\0-\x08\x0e-\x1a\x1c-\x1f]/g)?.length ?? 0) > opening.length / 20;
}
