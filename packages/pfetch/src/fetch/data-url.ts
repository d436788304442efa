import { FetchError } from '@fetchutils/plumbing/http';

/** The bytes of a `data:` URL (RFC 2397, read as browsers do). */
export function decodeDataUrl(href: string): Buffer | FetchError {
  const comma = href.indexOf(',');
  if (comma < 0) return new FetchError('input', 'bad-data-url', 'a data: URL without a comma');
  const body = href.slice(comma + 1).replace(/#.*$/s, '');
  if (!/;\s*base64\s*$/i.test(href.slice(5, comma))) return percentDecode(body);
  const base64 = percentDecode(body)
    .toString('latin1')
    .replace(/[\t\n\f\r ]/g, '');
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(base64) || base64.replace(/=+$/, '').length % 4 === 1) {
    return new FetchError('input', 'bad-data-url', 'a data: URL whose base64 is broken');
  }
  return Buffer.from(base64, 'base64');
}

function percentDecode(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (!text.includes('%')) return bytes;
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const hex = bytes[at] === 0x25 ? bytes.toString('latin1', at + 1, at + 3) : '';
    const isEscape = /^[0-9a-f]{2}$/i.test(hex);
    bytes[length] = isEscape ? Number.parseInt(hex, 16) : (bytes[at] ?? 0);
    length += 1;
    if (isEscape) at += 2;
  }
  return bytes.subarray(0, length);
}
