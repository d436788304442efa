import { escapeText, finishComponent } from './escape-name.js';
import { hashText } from './hash-text.js';

/**
 * The default name of a URL, `{host}/{path}`: from the URL alone, and never the same for two. `@` begins what stands
 * behind the path: the query, or nothing where the last segment has no extension, so that the file `/a` (`a@`) leaves
 * the folder of `/a/b` its name. The table in docs/names.md shows every case.
 */
export function nameOfUrl(url: URL): string {
  return `${hostName(url)}/${pathName(url)}`;
}

/** The folder of a host: its name, and `+PORT` where the scheme does not give it (http: always, https: with an `s`). */
export function hostName(url: URL): string {
  if (url.protocol === 'data:') return 'data';
  const isSecure = url.protocol === 'https:';
  const port = isSecure ? (url.port === '' ? '' : `+${url.port}s`) : `+${url.port === '' ? '80' : url.port}`;
  // Two users of one host may see different files; the name tells them apart and tells nobody who they are.
  const user =
    url.username === '' && url.password === ''
      ? ''
      : `,${hashText(`${url.username}:${url.password}`).slice(0, 8)}`;
  return finishComponent(`${escapeText(url.hostname)}${port}${user}`);
}

/** The path and query of a URL as folders and a file; a `data:` URL has no path, and is a file by its hash. */
export function pathName(url: URL): string {
  if (url.protocol === 'data:') return hashText(url.href);
  const segments = url.pathname.slice(1).split('/');
  const last = segments.pop() ?? '';
  const folders = segments.map((segment) => `${folderName(segment)}/`).join('');
  return folders + fileName(last, url.href);
}

function folderName(segment: string): string {
  const name = escapeSegment(segment);
  return finishComponent(looksLikeFile.test(name) ? `${name}~` : name);
}

function fileName(segment: string, href: string): string {
  const name = segment === '' ? '~index' : escapeSegment(segment);
  const query = queryOf(href);
  if (query !== undefined) return finishComponent(`${name}@${escapeSegment(query) || '~'}`);
  return finishComponent(looksLikeFile.test(name) ? name : `${name}@`);
}

/** A folder that looks like a file has `~` behind it, a file that does not look like one has `@`: they never meet. */
const looksLikeFile = /\.[A-Za-z][A-Za-z0-9]{0,9}$/;

function escapeSegment(text: string): string {
  return escapeText(text).replaceAll('@', '~40');
}

/** The query, '' for a bare `?`, which URL.search does not tell from none. */
function queryOf(href: string): string | undefined {
  const withoutFragment = href.split('#', 1)[0] ?? '';
  const mark = withoutFragment.indexOf('?');
  return mark < 0 ? undefined : withoutFragment.slice(mark + 1);
}
