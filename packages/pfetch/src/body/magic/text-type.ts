import { holdsBinary } from './holds-binary.js';

/** The type of a body that is text: markup by its first element, JSON by its first token; undefined for binary bytes. */
export function textType(firstBytes: Buffer): string | undefined {
  if (hasWideMark(firstBytes)) return typeOfText(decodeWide(firstBytes));
  if (firstBytes.length === 0 || holdsBinary(firstBytes)) return undefined;
  const hasBom = firstBytes[0] === 0xef && firstBytes[1] === 0xbb && firstBytes[2] === 0xbf;
  let start = hasBom ? 3 : 0;
  while (isSpace(firstBytes[start])) start++;
  // Most text is neither markup nor JSON, which its first character tells: making a string of it costs 2 us.
  return opensMore.has(firstBytes[start]) ? typeOfText(firstBytes.toString('latin1', start)) : 'text/plain';
}

const opensMore = new Set<number | undefined>(Buffer.from('<{['));

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d || byte === 0x0c;
}

function typeOfText(text: string): string | undefined {
  if (text.length === 0) return undefined;
  const start = skipSpace(text, 0);
  if (text[start] === '<') return markupType(text, start) ?? 'text/plain';
  if (/^(?:\{\s*(?:["}]|$)|\[\s*(?:[[{"\]\-\d]|true|false|null|$))/.test(text.slice(start, start + 64))) {
    return 'application/json';
  }
  return 'text/plain';
}

function hasWideMark([first, second]: Buffer): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function decodeWide(bytes: Buffer): string {
  if (bytes[0] === 0xff) return bytes.toString('utf16le', 2);
  const swapped = Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)));
  return swapped.swap16().toString('utf16le');
}

function markupType(text: string, start: number): string | undefined {
  let isXml = false;
  let at = start;
  for (;;) {
    if (text.startsWith('<!--', at)) at = after(text, '-->', at + 4);
    else if (text.startsWith('<?', at)) {
      isXml ||= text.startsWith('<?xml', at);
      at = after(text, '?>', at + 2);
    } else if (/^<!doctype/i.test(text.slice(at, at + 9))) {
      const root = /^\s+([a-z]+)/i.exec(text.slice(at + 9, at + 40))?.[1]?.toLowerCase();
      if (root === 'html') return isXml ? 'application/xhtml+xml' : 'text/html';
      if (root === 'svg') return 'image/svg+xml';
      at = after(text, '>', at + 9);
      isXml = true;
    } else break;
    at = skipSpace(text, at);
  }
  const root = /^<([a-z][\w:-]*)(?=[\s/>])/i.exec(text.slice(at, at + 64))?.[1]?.toLowerCase();
  if (root === 'html') return isXml ? 'application/xhtml+xml' : 'text/html';
  const known = xmlRoots.get(root?.replace(/^svg:/, '') ?? '');
  if (known !== undefined) return known;
  if (isXml) return 'application/xml';
  return root !== undefined && htmlTags.has(root) ? 'text/html' : undefined;
}

const xmlRoots = new Map([
  ['svg', 'image/svg+xml'],
  ['rss', 'application/rss+xml'],
  ['feed', 'application/atom+xml'],
  ['urlset', 'application/xml'],
  ['sitemapindex', 'application/xml'],
]);

const htmlTags = new Set(
  'head body title meta link script style table div span p br h1 h2 h3 a b i center font iframe img form pre ul noscript'.split(
    ' ',
  ),
);

function after(text: string, ending: string, from: number): number {
  const at = text.indexOf(ending, from);
  return at < 0 ? text.length : at + ending.length;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (' \t\n\r\f'.includes(text[at] ?? '-')) at++;
  return at;
}
