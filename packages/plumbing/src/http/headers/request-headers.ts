import type { HttpSettings } from '../../http-settings.js';
import type { Login } from '../login.js';
import { acceptEncoding } from './content-codings.js';
import type { Cookies } from './cookies.js';
import type { RawHeaders } from '../exchange.js';
import { applyHeaderRules, type HeaderRule } from './header-rule.js';
import { toWireValue } from './header-syntax.js';
import type { Netrc } from './netrc.js';
import { userAgent } from './user-agent.js';

/** Where one request goes, and what it may carry there. */
export type HeaderOccasion = {
  url: URL;
  /** False once a redirect has left the place that the user's credentials are for. */
  mayCarryCredentials: boolean;
  /** True where a page names a place that is not its own: what the user says with -H is not for there. */
  isStranger?: boolean;
  /** From the userinfo of the URL itself. */
  login?: Login | undefined;
};

/** The headers of one request; the rules are those of its row or of itself alone. */
export type HeadersFor = (occasion: HeaderOccasion, rules?: readonly HeaderRule[]) => RawHeaders;

export type HeaderSource = {
  settings: Pick<HttpSettings, 'headers' | 'userAgent' | 'referer' | 'login'>;
  tool: string;
  cookies?: Cookies | undefined;
  netrc?: Netrc | undefined;
};

const credentialNames = new Set(['authorization', 'cookie', 'proxy-authorization']);

/**
 * The headers of each request. Where nothing is special they are the same list every time, which the wire then need not
 * write anew.
 */
export function createRequestHeaders(source: HeaderSource): HeadersFor {
  const { settings, cookies, netrc } = source;
  const base: RawHeaders = [
    ['User-Agent', toWireValue(settings.userAgent ?? userAgent(source.tool))],
    ['Accept', '*/*'],
    ['Accept-Encoding', acceptEncoding],
    ...(settings.referer === undefined ? [] : [['Referer', toWireValue(settings.referer)] as const]),
  ];
  const full = applyHeaderRules(base, settings.headers);
  const withoutCredentials = stripCredentials(full);
  const forStrangers = applyHeaderRules(
    base,
    settings.headers.filter(({ name, value }) => value === undefined || isForAnyone(name)),
  );

  return ({ url, mayCarryCredentials, isStranger, login }, rules) => {
    const common = mayCarryCredentials ? full : isStranger ? forStrangers : withoutCredentials;
    const own = rules === undefined ? common : applyHeaderRules(common, rules);
    const open = mayCarryCredentials || rules === undefined ? own : stripCredentials(own);
    const found = login ?? (mayCarryCredentials ? settings.login : undefined) ?? netrc?.(url.hostname);
    const literal = mayCarryCredentials ? cookies?.literal : undefined;
    const cookie = [literal, cookies?.find(url)].filter((text) => text !== undefined).join('; ');
    if (!found && cookie === '') return open;
    const added: (readonly [string, string])[] = [];
    // What the user wrote as a header stands, as with curl.
    if (found && !hasHeader(open, 'authorization')) added.push(['Authorization', basicAuthorization(found)]);
    if (cookie !== '' && !hasHeader(open, 'cookie')) added.push(['Cookie', cookie]);
    return [...open, ...added];
  };
}

/** True for headers that only say what is asking and what it would like. */
function isForAnyone(name: string): boolean {
  return /^(?:accept(?:-.*)?|user-agent|referer)$/i.test(name);
}

function stripCredentials(headers: RawHeaders): RawHeaders {
  const kept = headers.filter(([name]) => !credentialNames.has(name.toLowerCase()));
  return kept.length === headers.length ? headers : kept;
}

function hasHeader(headers: RawHeaders, lowerName: string): boolean {
  return headers.some(([name]) => name.toLowerCase() === lowerName);
}

function basicAuthorization({ user, password }: Login): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
