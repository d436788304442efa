/** The file name of a Content-Disposition header (RFC 6266), its last component only; undefined where there is none. */
export function dispositionName(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const name = extendedName(header) ?? plainName(header);
  const last = name?.split(/[/\\]/).at(-1)?.trim();
  return last === undefined || last === '' || last === '.' || last === '..' ? undefined : last;
}

/** `filename*=UTF-8''%e2%82%ac.txt` */
function extendedName(header: string): string | undefined {
  const [, charset = '', text] = /;\s*filename\*\s*=\s*([\w-]+)'[^']*'([^;\s]+)/i.exec(header) ?? [];
  if (text === undefined) return undefined;
  try {
    if (charset.toLowerCase() === 'utf-8') return decodeURIComponent(text);
    return Buffer.from(unescape(text), 'latin1').toString('latin1');
  } catch {
    return undefined;
  }
}

/** `filename="a b.txt"` or a bare word; its bytes are UTF-8 where they can be, as browsers take them. */
function plainName(header: string): string | undefined {
  const match = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(header);
  const text = match?.[1]?.replace(/\\(.)/g, '$1') ?? match?.[2];
  if (text === undefined) return undefined;
  const utf8 = Buffer.from(text, 'latin1').toString('utf8');
  return utf8.includes('\ufffd') ? text : utf8;
}

function unescape(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
