import { charsetOfLabel } from './charset-of-label.js';
import { prescanMeta } from './prescan-meta.js';

export type PageCharset = { name: string; bomBytes: number };

/**
 * The charset of a page as browsers tell it: byte order mark, then what the user or the HTTP header says, then `<meta>`,
 * else windows-1252 (UTF-8 for XML).
 */
export function pageCharset(start: Buffer, label: string | undefined): PageCharset {
  const bom = byteOrderMark(start);
  if (bom !== undefined) return bom;
  const name = charsetOfLabel(label) ?? xmlCharset(start) ?? prescanMeta(start) ?? fallback(start);
  return { name, bomBytes: 0 };
}

function byteOrderMark(start: Buffer): PageCharset | undefined {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return { name: 'utf-8', bomBytes: 3 };
  if (start[0] === 0xfe && start[1] === 0xff) return { name: 'utf-16be', bomBytes: 2 };
  if (start[0] === 0xff && start[1] === 0xfe) return { name: 'utf-16le', bomBytes: 2 };
  return undefined;
}

/** The encoding of an XML declaration, which HTML honours too. */
function xmlCharset(start: Buffer): string | undefined {
  if (start.subarray(0, 6).equals(Buffer.from('<\0?\0x\0', 'latin1'))) return 'utf-16le';
  if (start.subarray(0, 6).equals(Buffer.from('\0<\0?\0x', 'latin1'))) return 'utf-16be';
  const declaration = /^<\?xml([^>]*)>/.exec(start.toString('latin1', 0, 1024))?.[1];
  const label = declaration && /encoding[\0-\x20]*=[\0-\x20]*(?:"([^"]*)"|'([^']*)')/.exec(declaration);
  if (!label) return undefined;
  const name = charsetOfLabel(label[1] ?? label[2]);
  return name?.startsWith('utf-16') === true ? 'utf-8' : name;
}

function fallback(start: Buffer): string {
  const opening = start.toString('latin1', 0, 1024);
  const isXml = /^\s*<\?xml/.test(opening) && !/<html/i.test(opening);
  return isXml || /^\s*<(?:urlset|sitemapindex|rss|feed|rdf:RDF)\b/.test(opening) ? 'utf-8' : 'windows-1252';
}
