import { expect, test } from 'vitest';

import { parseProxy, proxyAuthorization } from './proxy.js';

test.each([
  ['proxy.example', { scheme: 'http', hostname: 'proxy.example', port: 1080 }],
  ['Proxy.Example:3128', { scheme: 'http', hostname: 'proxy.example', port: 3128 }],
  ['http://proxy.example:80/', { scheme: 'http', hostname: 'proxy.example', port: 80 }],
  ['https://proxy.example', { scheme: 'https', hostname: 'proxy.example', port: 443 }],
  ['socks5h://[::1]:9050', { scheme: 'socks5h', hostname: '[::1]', port: 9050 }],
  ['SOCKS5://127.0.0.1', { scheme: 'socks5', hostname: '127.0.0.1', port: 1080 }],
  [
    'http://us%40er:p%3Aa:s@s@proxy.example:8080',
    {
      scheme: 'http',
      hostname: 'proxy.example',
      port: 8080,
      credentials: { user: 'us@er', password: 'p:a:s@s' },
    },
  ],
])('%s', (text, expected) => expect(parseProxy(text)).toEqual(expected));

test.each(['', 'ftp://h', 'http://', 'h:99999', 'h:x', 'two words', 'http://h/path'])(
  '%j is none',
  (text) => {
    expect(parseProxy(text)).toBeUndefined();
  },
);

test('credentials become a Basic Proxy-Authorization', () => {
  const proxy = parseProxy('http://user:secret@h');
  expect(proxy && proxyAuthorization(proxy)).toBe('Basic dXNlcjpzZWNyZXQ=');
});
