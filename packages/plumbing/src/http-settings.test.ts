import { describe, expect, test } from 'vitest';

import { httpOptions } from './http-options.js';
import { httpSettings } from './http-settings.js';
import { parseArguments } from './parse-arguments.js';

const read = (words: string[], env: Record<string, string> = {}) =>
  httpSettings(parseArguments(httpOptions, words).options, env);

describe('httpSettings', () => {
  test('without options is patient, polite and closed to redirects into private networks', () => {
    expect(read([])).toMatchObject({
      headers: [],
      userAgent: undefined,
      login: undefined,
      netrcPath: undefined,
      addressPolicy: 'default',
      tls: { insecure: false, caFile: undefined },
      names: { family: undefined, servers: [], overrides: [] },
      connectTimeoutMs: 10_000,
      firstByteTimeoutMs: 30_000,
      idleTimeoutMs: 30_000,
      totalTimeoutMs: 0,
      speedFloor: { bytesPerSecond: 100, overMs: 60_000 },
      maxRedirects: 20,
      retries: 3,
      retryMaxTimeMs: 0,
      maxRetryAfterMs: 300_000,
    });
  });

  test.each([
    ['-H', 'X-A: 1', { headers: [{ name: 'X-A', value: '1' }] }],
    ['-A', 'me', { userAgent: 'me' }],
    ['-e', 'https://h.example/', { referer: 'https://h.example/' }],
    ['-u', 'user:pa:ss', { login: { user: 'user', password: 'pa:ss' } }],
    ['--netrc-file', '/n', { netrcPath: '/n' }],
    ['-b', 'a=1', { cookies: ['a=1'] }],
    ['-c', 'jar', { cookieJarPath: 'jar' }],
    ['--max-redirs', '0', { maxRedirects: 0 }],
    ['-x', 'socks5h://h:1', { proxies: { proxy: 'socks5h://h:1' } }],
    ['-x', '', { proxies: { proxy: '' } }],
    ['--noproxy', '*', { proxies: { noProxy: '*' } }],
    ['--cacert', '/c', { tls: { caFile: '/c' } }],
    ['--resolve', 'h:1:127.0.0.1', { names: { overrides: [{ host: 'h', port: 1 }] } }],
    [
      '--dns-servers',
      '127.0.0.1:53,::1,[::1]:53',
      { names: { servers: ['127.0.0.1:53', '::1', '[::1]:53'] } },
    ],
    ['--connect-timeout', '2', { connectTimeoutMs: 2000 }],
    ['--first-byte-timeout', '500ms', { firstByteTimeoutMs: 500 }],
    ['--idle-timeout', '1m', { idleTimeoutMs: 60_000 }],
    ['--timeout', '1h', { totalTimeoutMs: 3_600_000 }],
    ['--speed-limit', '1k', { speedFloor: { bytesPerSecond: 1024 } }],
    ['--speed-time', '30', { speedFloor: { overMs: 30_000 } }],
    ['--retry', '5', { retries: 5 }],
    ['--retry-max-time', '10m', { retryMaxTimeMs: 600_000 }],
    ['--max-retry-after', '1m', { maxRetryAfterMs: 60_000 }],
  ])('%s %s', (option, value, expected) => expect(read([option, value])).toMatchObject(expected));

  test.each([
    ['-k', { tls: { insecure: true } }],
    ['-4', { names: { family: 4 } }],
    ['-6', { names: { family: 6 } }],
    ['--allow-private', { addressPolicy: 'allow' }],
    ['--deny-private', { addressPolicy: 'deny' }],
  ])('%s', (flag, expected) => expect(read([flag])).toMatchObject(expected));

  test('--netrc looks where curl looks', () => {
    expect(read(['--netrc'], { HOME: '/home/me' }).netrcPath).toBe('/home/me/.netrc');
    expect(read(['--netrc'], { HOME: '/home/me', NETRC: '/n' }).netrcPath).toBe('/n');
    expect(read([], { HOME: '/home/me', NETRC: '/n' }).netrcPath).toBeUndefined();
  });

  test('SSL_CERT_FILE stands in for --cacert', () => {
    expect(read([], { SSL_CERT_FILE: '/c' }).tls.caFile).toBe('/c');
    expect(read(['--cacert', '/mine'], { SSL_CERT_FILE: '/c' }).tls.caFile).toBe('/mine');
  });

  test.each([
    [['-4', '-6'], '--ipv4 and --ipv6 exclude each other'],
    [['--allow-private', '--deny-private'], '--allow-private and --deny-private exclude each other'],
    [['-H', 'nonsense'], `--header "nonsense": expected a header such as 'Name: value'`],
    [['-A', 'a\nb'], 'expected a header value without line breaks'],
    [['-u', 'user'], '--user "user": expected USER:PASSWORD'],
    [['-x', 'ftp://h'], '--proxy "ftp://h": expected a proxy such as http://host:3128'],
    [['--resolve', 'h'], '--resolve "h": expected HOST:PORT:ADDRESS'],
    [['--dns-servers', '999.1.1.1'], 'expected addresses of name servers'],
    [['--dns-servers', '[::1]:99999'], 'expected addresses of name servers'],
    [['--dns-servers', 'dns.example'], 'expected addresses of name servers'],
  ])('%j is wrong usage', (words, message) => expect(() => read(words)).toThrow(message));
});
