import { readFileSync } from 'node:fs';

import { checkOutput } from '../../check-output.js';
import { reasonOf, StopRun, UsageError } from '../../failures.js';
import { quote } from '../../quote.js';
import { replaceFile } from '../../replace-file.js';
import { findHeaderProblem, toWireValue } from './header-syntax.js';
import { type CookieLine, formatCookieFile, isCookieFile, parseCookieFile } from './cookie-file.js';

/** The cookies of a run. */
export type Cookies = {
  /** What -b gave literally: for every URL that the user names, and like a password for no other. */
  literal: string | undefined;
  /** What the jar holds for a URL. */
  find(url: URL): string | undefined;
  /** Takes the Set-Cookie headers of a response; true where something has changed. */
  take(url: URL, setCookies: readonly string[]): boolean;
  /** Writes the jar where -c wants it. */
  save(): void;
};

/**
 * Cookies as -b and -c ask for them; undefined where nobody does, and then the library for them is never loaded. A -b
 * with `=` is cookies, without it a file; as with curl, `-b ''` only starts the jar.
 */
export async function createCookies(
  given: readonly string[],
  jarPath: string | undefined,
): Promise<Cookies | undefined> {
  if (given.length === 0 && jarPath === undefined) return undefined;
  if (jarPath !== undefined)
    checkOutput(jarPath, { option: '--cookie-jar', name: 'cookies', isOurs: isCookieFile });
  const literals = given.filter((text) => text.includes('='));
  const files = given.filter((text) => !text.includes('='));
  const literal = literals.length > 0 ? checkLiteral(literals.join('; ')) : undefined;
  const jar =
    files.length > 0 || jarPath !== undefined
      ? await openJar(files.filter((path) => path !== ''))
      : undefined;
  return {
    literal,
    find: (url) => jar?.find(url),
    take: (url, setCookies) => jar?.take(url, setCookies) ?? false,
    save() {
      if (jar && jarPath !== undefined) writeJar(jarPath, jar.list());
    },
  };
}

function checkLiteral(text: string): string {
  const problem = findHeaderProblem('Cookie', text);
  if (problem) throw new UsageError(`--cookie ${quote(text)}: expected ${problem}`);
  return toWireValue(text);
}

// As many and as long as curl takes: a server that sets more means no good, or sets them for nothing.
const maxSetCookies = 50;
const maxCookieChars = 4096;
const maxSentCookies = 150;
const maxSentChars = 8190;

/** Strings in the jar are bytes as in headers, one character each. */
async function openJar(paths: readonly string[]) {
  const { Cookie, CookieJar, MemoryCookieStore } = await import('tough-cookie');
  const store = new MemoryCookieStore();
  const jar = new CookieJar(store);
  for (const path of paths) {
    for (const line of parseCookieFile(readCookieFile(path), path)) {
      const cookie = new Cookie({
        key: line.name,
        value: line.value,
        domain: line.domain,
        hostOnly: !line.includesSubdomains,
        path: line.path,
        secure: line.isSecure,
        httpOnly: line.isHttpOnly,
        expires: line.expires === 0 ? 'Infinity' : new Date(line.expires * 1000),
      });
      await store.putCookie(cookie);
    }
  }
  const find = (url: URL): string | undefined => {
    let text = '';
    for (const cookie of jar.getCookiesSync(url.href).slice(0, maxSentCookies)) {
      const longer = `${text}${text === '' ? '' : '; '}${cookie.cookieString()}`;
      if (longer.length > maxSentChars) break;
      text = longer;
    }
    return text === '' ? undefined : text;
  };
  return {
    find,
    take(url: URL, setCookies: readonly string[]): boolean {
      if (setCookies.length === 0) return false;
      const before = find(url);
      for (const text of setCookies.slice(0, maxSetCookies))
        if (isTakeable(text)) jar.setCookieSync(text, url.href, { ignoreError: true });
      return find(url) !== before;
    },
    list: (): CookieLine[] =>
      jar.serializeSync()?.cookies.map((cookie) => ({
        domain: textOf(cookie.domain),
        includesSubdomains: cookie.hostOnly !== true,
        path: textOf(cookie.path) || '/',
        isSecure: cookie.secure === true,
        isHttpOnly: cookie.httpOnly === true,
        expires: typeof cookie.expires === 'string' ? Math.floor(Date.parse(cookie.expires) / 1000) || 0 : 0,
        name: textOf(cookie.key),
        value: textOf(cookie.value),
      })) ?? [],
  };
}

/** False for what is too long, and for what a cookie file cannot hold or a header must not. */
function isTakeable(setCookie: string): boolean {
  const [pair = ''] = setCookie.split(';', 1);
  return pair.length <= maxCookieChars && !/[\0-\x1f\x7f]/.test(setCookie);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function readCookieFile(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    throw new UsageError(
      `cannot read the cookie file ${quote(path)}: ${reasonOf(error)}; cookies themselves are 'name=value'`,
    );
  }
}

/** Readable by the owner only, and never half written. */
function writeJar(path: string, lines: readonly CookieLine[]): void {
  try {
    replaceFile(path, formatCookieFile(lines), { mode: 0o600, encoding: 'latin1' });
  } catch (error) {
    throw new StopRun(`cannot write the cookie file ${quote(path)}: ${reasonOf(error)}`);
  }
}
