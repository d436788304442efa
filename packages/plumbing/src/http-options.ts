import { BadValue } from './failures.js';
import { parseHeaderRules } from './http/headers/header-rule.js';
import { findHeaderProblem } from './http/headers/header-syntax.js';
import { parseProxy } from './http/connect/proxy.js';
import { parseAddress } from './http/names/address.js';
import { parseResolveOverride, type ResolveOverride } from './http/names/resolve-override.js';
import type { Login } from './http/login.js';
import { byteSize, duration } from './quantities.js';
import { nonNegativeInteger } from './values.js';

const requests = 'Requests';
const network = 'Network';
const patience = 'Timeouts and retries';

/** The options of every tool that speaks HTTP, in curl's spellings where curl has them. */
export const httpOptions = {
  header: {
    short: 'H',
    value: 'HEADER',
    many: true,
    group: requests,
    parse: parseHeaderRules,
    help: "send 'Name: value'; 'Name:' takes a header away, 'Name;' sends it empty, @FILE reads a list",
  },
  'user-agent': {
    short: 'A',
    value: 'TEXT',
    group: requests,
    parse: headerValue,
    help: 'the User-Agent, instead of an honest one',
  },
  referer: {
    short: 'e',
    value: 'URL',
    group: requests,
    parse: headerValue,
    help: 'the Referer of every request',
  },
  user: {
    short: 'u',
    value: 'USER:PASSWORD',
    group: requests,
    parse: parseLogin,
    help: 'log in by Basic authentication; other users see the command line, a netrc file they do not',
  },
  netrc: { group: requests, help: 'take logins from ~/.netrc, by host' },
  'netrc-file': {
    value: 'FILE',
    group: requests,
    completes: 'file',
    help: 'take logins from this file, by host',
  },
  cookie: {
    short: 'b',
    value: 'DATA|FILE',
    many: true,
    group: requests,
    help: "send cookies: 'a=1; b=2', or what a Netscape cookie file holds for each host",
  },
  'cookie-jar': {
    short: 'c',
    value: 'FILE',
    group: requests,
    completes: 'file',
    help: 'write all cookies to this Netscape cookie file at the end; only over another one',
  },
  'max-redirs': {
    value: 'N',
    group: requests,
    parse: nonNegativeInteger,
    default: 20,
    help: 'follow at most this many redirects of a URL',
  },
  proxy: {
    short: 'x',
    value: 'URL',
    group: network,
    parse: proxyUrl,
    help: "go through this proxy: http, https, socks4, socks4a, socks5 or socks5h; '' for none",
  },
  noproxy: { value: 'LIST', group: network, help: "hosts that need no proxy, by commas; '*' for all" },
  insecure: { short: 'k', group: network, help: 'accept any certificate' },
  cacert: {
    value: 'FILE',
    group: network,
    completes: 'file',
    help: 'trust the certificates of this PEM file, and no others',
  },
  ipv4: { short: '4', group: network, help: 'use IPv4 only' },
  ipv6: { short: '6', group: network, help: 'use IPv6 only' },
  resolve: {
    value: 'HOST:PORT:ADDRESS',
    many: true,
    group: network,
    parse: resolveOverride,
    help: 'connect to this address for this host and port; several by commas, * for every host',
  },
  'dns-servers': {
    value: 'LIST',
    group: network,
    parse: dnsServers,
    help: "ask these name servers, ADDRESS or ADDRESS:PORT by commas, instead of the system's",
  },
  'allow-private': { group: network, help: 'let a public address redirect to a private one' },
  'deny-private': { group: network, help: 'never connect to a private address' },
  'connect-timeout': timeout('10s', 'give up connecting (name, socket, TLS) after this long'),
  'first-byte-timeout': timeout('30s', 'give up waiting for the first byte of a response after this long'),
  'idle-timeout': timeout('30s', 'give up a body after this long without a byte'),
  timeout: timeout('0', 'give up one URL after this long in all, retries apart; 0 for never'),
  'speed-limit': {
    value: 'SIZE',
    group: patience,
    parse: byteSize,
    default: 100,
    help: 'give up a body slower than this many bytes a second; 0 for never',
  },
  'speed-time': timeout('60s', 'average the speed over this long'),
  retry: {
    value: 'N',
    group: patience,
    parse: nonNegativeInteger,
    default: 3,
    help: 'try again this often after a failure that may pass',
  },
  'retry-max-time': timeout(
    '0',
    'start no retry of a URL later than this after its first attempt; 0 for any time',
  ),
  'max-retry-after': timeout('5m', 'wait at most this long where a server asks for a pause (Retry-After)'),
} as const;

function timeout(text: string, help: string) {
  return {
    value: 'TIME',
    group: patience,
    parse: duration,
    default: duration(text),
    defaultText: text,
    help,
  } as const;
}

function headerValue(text: string): string {
  const problem = findHeaderProblem('X', text);
  if (problem) throw new BadValue(problem);
  return text;
}

function parseLogin(text: string): Login {
  const colon = text.indexOf(':');
  if (colon < 0) throw new BadValue('USER:PASSWORD');
  return { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

function proxyUrl(text: string): string {
  // To curl a number is a host; whoever writes one here means aria2c's connections.
  if (/^\d+$/.test(text)) throw new BadValue("a proxy; for aria2c's -x: pfetch --split N");
  if (text !== '' && !parseProxy(text))
    throw new BadValue('a proxy such as http://host:3128 or socks5h://host:1080');
  return text;
}

function resolveOverride(text: string): ResolveOverride {
  const override = parseResolveOverride(text);
  if (!override) throw new BadValue('HOST:PORT:ADDRESS, as in h.example:443:192.0.2.1');
  return override;
}

function dnsServers(text: string): string[] {
  const servers = text.split(',').map((server) => server.trim());
  const isServer = (server: string): boolean => {
    const [, literal = server, port = '53'] = /^(\[.*\]|[^:]*):(\d+)$/.exec(server) ?? [];
    return parseAddress(literal) !== undefined && Number(port) >= 1 && Number(port) <= 65_535;
  };
  if (!servers.every(isServer))
    throw new BadValue('addresses of name servers, as in 192.0.2.53 or [2001:db8::53]:5353');
  return servers;
}
