import { readFileSync } from 'node:fs';

import { UsageError } from '../../failures.js';
import { quote } from '../../quote.js';

/** A line of a Netscape cookie file; `expires` is in seconds since 1970, 0 for the end of the session. */
export type CookieLine = {
  domain: string;
  includesSubdomains: boolean;
  path: string;
  isSecure: boolean;
  isHttpOnly: boolean;
  expires: number;
  name: string;
  value: string;
};

const httpOnlyPrefix = '#HttpOnly_';

/** Reads a Netscape cookie file, as browsers' extensions, wget and curl write it; a line that is none is wrong usage. */
export function parseCookieFile(text: string, path: string): CookieLine[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const isHttpOnly = line.startsWith(httpOnlyPrefix);
    if (line.trim() === '' || (line.startsWith('#') && !isHttpOnly)) return [];
    const fields = (isHttpOnly ? line.slice(httpOnlyPrefix.length) : line).split('\t');
    const [domain = '', subdomains, cookiePath = '/', secure, expires, name, value = ''] = fields;
    const isCookie = name !== undefined && domain !== '' && /^-?\d+(\.\d+)?$/.test(expires ?? '');
    // A control character would end up in a header.
    if (!isCookie || /[\0-\x08\x0b-\x1f\x7f]/.test(line)) {
      throw new UsageError(
        `line ${index + 1} of the cookie file ${quote(path)} is no cookie: ${quote(line)}`,
      );
    }
    return {
      domain: domain.replace(/^\./, '').toLowerCase(),
      includesSubdomains: subdomains === 'TRUE',
      path: cookiePath,
      isSecure: secure === 'TRUE',
      isHttpOnly,
      expires: Math.max(0, Math.floor(Number(expires))),
      name,
      value,
    };
  });
}

/** True for a file that parseCookieFile reads, and not for one of comments alone, unless they say that it is one. */
export function isCookieFile(path: string): boolean {
  try {
    const text = readFileSync(path, 'latin1');
    return parseCookieFile(text, path).length > 0 || /^# (Netscape )?HTTP Cookie File/.test(text);
  } catch {
    return false;
  }
}

/** Writes what parseCookieFile reads. */
export function formatCookieFile(cookies: readonly CookieLine[]): string {
  const lines = cookies.map((cookie) => {
    const domain = `${cookie.isHttpOnly ? httpOnlyPrefix : ''}${cookie.includesSubdomains ? '.' : ''}${cookie.domain}`;
    const flags = [cookie.includesSubdomains, cookie.isSecure].map((flag) => (flag ? 'TRUE' : 'FALSE'));
    return [domain, flags[0], cookie.path, flags[1], cookie.expires, cookie.name, cookie.value].join('\t');
  });
  return `${['# Netscape HTTP Cookie File', '', ...lines].join('\n')}\n`;
}
