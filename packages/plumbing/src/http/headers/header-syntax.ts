const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const forbidden = /[\0-\x08\x0a-\x1f\x7f]/;
const ofTheConnection =
  /^(host|(proxy-)?connection|content-length|transfer-encoding|keep-alive|upgrade|http2-settings|expect|te|trailer)$/i;

/** Says what is wrong with a header that a user wants to send; undefined where nothing is. */
export function findHeaderProblem(name: string, value: string): string | undefined {
  if (!token.test(name)) return 'a header name without blanks, colons or control characters';
  if (forbidden.test(value)) return 'a header value without line breaks or control characters';
  if (/^host$/i.test(name))
    return 'no Host, which is the one of the URL; --resolve sends a host to another address';
  if (ofTheConnection.test(name)) return `no ${name}, which belongs to the connection`;
  return undefined;
}

/** The value as it goes on the wire: its UTF-8 bytes, one character each, as curl sends them. */
export function toWireValue(value: string): string {
  const trimmed = value.trim();
  return /[^\x20-\x7e]/.test(trimmed) ? Buffer.from(trimmed, 'utf8').toString('latin1') : trimmed;
}
