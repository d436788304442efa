import { describe, expect, test } from 'vitest';

import { createProxyChooser, type ProxySettings } from './choose-proxy.js';

function choose(settings: Partial<ProxySettings>, url = 'http://h.example/'): string | undefined {
  const { protocol, hostname } = new URL(url);
  return createProxyChooser({ env: {}, ...settings })(protocol, hostname)?.hostname;
}

const env = { http_proxy: 'a', https_proxy: 'b', all_proxy: 'c' };

describe('the environment', () => {
  test.each([
    [{}, 'http://h.example/', undefined],
    [env, 'http://h.example/', 'a'],
    [env, 'https://h.example/', 'b'],
    [{ all_proxy: 'c' }, 'http://h.example/', 'c'],
    [{ ALL_PROXY: 'c' }, 'https://h.example/', 'c'],
    [{ HTTPS_PROXY: 'B' }, 'https://h.example/', 'b'],
    [{ HTTPS_PROXY: 'upper', https_proxy: 'lower' }, 'https://h.example/', 'lower'],
    [{ HTTP_PROXY: 'from-a-cgi-header' }, 'http://h.example/', undefined],
    [{ http_proxy: '' }, 'http://h.example/', undefined],
  ])('%j and %s: %s', (variables, url, expected) => expect(choose({ env: variables }, url)).toBe(expected));

  test('-x wins, and an empty -x means none', () => {
    expect(choose({ env, proxy: 'http://x:1' })).toBe('x');
    expect(choose({ env, proxy: 'http://x:1' }, 'https://h.example/')).toBe('x');
    expect(choose({ env, proxy: '' })).toBeUndefined();
  });

  test('what is no proxy is wrong usage, named by where it stands', () => {
    expect(() => choose({ env: { https_proxy: 'ftp://x' } })).toThrow('https_proxy wants a proxy such as');
    expect(() => choose({ proxy: 'http://x:99999' })).toThrow('--proxy wants a proxy such as');
  });
});

describe('no_proxy', () => {
  test.each([
    ['*', 'h.example', true],
    ['h.example', 'h.example', true],
    ['h.example', 'www.h.example', true],
    ['.h.example', 'h.example', true],
    ['h.example', 'otherh.example', false],
    ['a.example, h.example', 'h.example', true],
    ['a.example h.example', 'H.example.', true],
    ['127.0.0.1', '127.0.0.1', true],
    ['10.0.0.0/8', '10.20.30.40', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['fd00::/8', '[fd00::1]', true],
    ['[::1]', '[::1]', true],
    ['1', '127.0.0.1', false],
    ['10.0.0.0/99', '10.0.0.1', false],
    ['', 'h.example', false],
  ])('%j exempts %s: %s', (list, host, expected) => {
    const settings = { env: { all_proxy: 'p', no_proxy: list } };
    expect(choose(settings, `http://${host}/`) === undefined).toBe(expected);
  });

  test('lower case wins over upper, --noproxy over both, and it holds for -x', () => {
    expect(choose({ env: { all_proxy: 'p', NO_PROXY: '*' } })).toBeUndefined();
    expect(choose({ env: { all_proxy: 'p', NO_PROXY: '*', no_proxy: 'x' } })).toBe('p');
    expect(choose({ env: { all_proxy: 'p', no_proxy: '*' }, noProxy: '' })).toBe('p');
    expect(choose({ env: {}, proxy: 'p', noProxy: 'h.example' })).toBeUndefined();
  });
});
