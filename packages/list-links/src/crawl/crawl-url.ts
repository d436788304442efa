import { toUrl } from '@fetchutils/plumbing';

const longest = 2_048;
/** A path in which one name comes back more often is a trap, or a relative link gone wrong. */
const mostRepeats = 3;

const noPages = new Set(
  (
    'jpg jpeg png gif webp avif svg bmp tif tiff ico heic jxl psd raw mp4 m4v webm mov avi mkv mpg mpeg wmv ogv ' +
    'mp3 m4a ogg oga wav flac aac opus zip gz tgz bz2 xz zst 7z rar tar iso dmg exe msi deb rpm apk jar bin ' +
    'pdf ps epub mobi doc docx xls xlsx ppt pptx odt ods odp csv tsv parquet woff woff2 ttf otf eot css js mjs wasm'
  ).split(' '),
);

/** The URL of a page in the form in which it is seen once; undefined for what is not to be crawled by its looks. */
export function crawlUrl(text: string): string | undefined {
  const url = toUrl(text);
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
  url.hash = '';
  if (url.username !== '' || url.password !== '') url.username = url.password = '';
  const { href, pathname } = url;
  if (href.length > longest || noPages.has(extensionOf(pathname)) || isTrap(pathname)) return undefined;
  return href.includes('%') ? href.replace(/%[\da-f]{2}/gi, (escape) => escape.toUpperCase()) : href;
}

function extensionOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') ? path.slice(dot + 1).toLowerCase() : '';
}

/** `/a/b/a/b/a/b/a/` */
function isTrap(path: string): boolean {
  const names = path.split('/');
  if (names.length <= mostRepeats + 1) return false;
  const counts = new Map<string, number>();
  return names.some((name) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return name !== '' && count > mostRepeats;
  });
}
