import { charsetOfLabel } from './charset-of-label.js';
import { maxHeadBytes, prescanMeta } from './prescan-meta.js';

export type PageCharset = { name: string; bomBytes: number };

/**
 * The charset of a page as browsers tell it: byte order mark, then what the user or the HTTP header says, then `<meta>`,
 * else windows-1252 (UTF-8 for XML).
 */
export function pageCharset(start: Buffer, label: string | undefined): PageCharset {
  const bom = byteOrderMark(start);
  if (bom !== undefined) return bom;
  const named = charsetOfLabel(label);
  if (named !== undefined) return { name: named, bomBytes: 0 };
  const text = start.toString('latin1', 0, maxHeadBytes);
  return { name: xmlCharset(text) ?? prescanMeta(text) ?? fallback(text), bomBytes: 0 };
}

function byteOrderMark(start: Buffer): PageCharset | undefined {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return { name: 'utf-8', bomBytes: 3 };
  if (start[0] === 0xfe && start[1] === 0xff) return { name: 'utf-16be', bomBytes: 2 };
  if (start[0] === 0xff && start[1] === 0xfe) return { name: 'utf-16le', bomBytes: 2 };
  return undefined;
}

/** The encoding of an XML declaration, which HTML honours too. */
function xmlCharset(text: string): string | undefined {
  if (text.startsWith('<\0?\0x\0')) return 'utf-16le';
  if (text.startsWith('\0<\0?\0x')) return 'utf-16be';
  if (!text.startsWith('<?xml')) return undefined;
  const declaration = /^<\?xml([^>]*)>/.exec(text.slice(0, 1024))?.[1];
  const label = declaration && /encoding[\0-\x20]*=[\0-\x20]*(?:"([^"]*)"|'([^']*)')/.exec(declaration);
  if (!label) return undefined;
  const name = charsetOfLabel(label[1] ?? label[2]);
  return name?.startsWith('utf-16') === true ? 'utf-8' : name;
}

function fallback(text: string): string {
  const opening = text.slice(0, 1024);
  const isXml = /^\s*<\?xml/.test(opening) && !/<html/i.test(opening);
  return isXml || /^\s*(?:[{[]|<(?:[\w.-]+:)?(?:urlset|sitemapindex|rss|feed|RDF)\b)/.test(opening)
    ? 'utf-8'
    : 'windows-1252';
}
