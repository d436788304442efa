import { createEncoder, type Encoder } from './legacy-encoder.js';

const encoders = new Map<string, Encoder>();

/**
 * A link with the non-ASCII characters of its query percent-encoded in the page's charset, as browsers send them; the
 * URL parser does the rest. Links of UTF-8 pages and of schemes that do not work so are left alone.
 */
export function encodeQuery(href: string, charset: string): string {
  if (charset.startsWith('utf-')) return href;
  const queryAt = href.indexOf('?');
  if (queryAt === -1 || !/[^\0-\x7f]/.test(href)) return href;
  const fragmentAt = href.indexOf('#');
  if (fragmentAt !== -1 && fragmentAt < queryAt) return href;
  const scheme = /^[\0-\x20]*([a-z][a-z0-9+.-]*):/i.exec(href)?.[1];
  if (scheme !== undefined && !/^(?:https?|ftp|file)$/i.test(scheme)) return href;
  const end = fragmentAt === -1 ? href.length : fragmentAt;
  return href.slice(0, queryAt) + encode(href.slice(queryAt, end), charset) + href.slice(end);
}

function encode(query: string, charset: string): string {
  let encoder = encoders.get(charset);
  if (encoder === undefined) encoders.set(charset, (encoder = createEncoder(charset)));
  return query.replace(/[^\0-\x7f]+/g, encoder);
}
