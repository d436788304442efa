import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { LinkResolver } from './link-resolver.js';
import { simpleJoin } from './simple-link.js';

const page = 'https://h.example/a/b?q#f';

describe('a link becomes absolute', () => {
  test.each([
    ['c', 'https://h.example/a/c'],
    ['../c/d.html', 'https://h.example/c/d.html'],
    ['../../../c', 'https://h.example/c'],
    ['', 'https://h.example/a/b?q'],
    ['#g', 'https://h.example/a/b?q#g'],
    ['?x', 'https://h.example/a/b?x'],
    ['//i.example', 'https://i.example/'],
    [' \t\n/c\t\nd\u0001 ', 'https://h.example/cd'],
    ['HTTP://I.EXAMPLE:80/%7e/é ü', 'http://i.example/%7e/%C3%A9%20%C3%BC'],
    ['\\\\i.example\\c', 'https://i.example/c'],
    ['https:c', 'https://h.example/a/c'],
    ['mailto:a@b', 'mailto:a@b'],
    ['http://faß.example/', 'http://xn--fa-hia.example/'],
    ['http://[::1', undefined],
    ['http://a b/', undefined],
  ])('%j', (href, url) => {
    expect(new LinkResolver(page, 'utf-8').resolve(href)).toBe(url);
  });
});

describe('the base of a page', () => {
  test.each([
    ['https://i.example/x/', 'https://i.example/x/c'],
    ['/x/', 'https://h.example/x/c'],
    ['', 'https://h.example/a/c'],
    ['data:text/html,x', 'https://h.example/a/c'],
    ['javascript:0', 'https://h.example/a/c'],
    ['http://[', 'https://h.example/a/c'],
    ['mailto:a', undefined],
  ])('%j', (base, url) => {
    const resolver = new LinkResolver(page, 'utf-8');
    resolver.setBase(base);
    expect(resolver.resolve('c')).toBe(url);
  });
});

describe('the short way gives what the URL parser gives', () => {
  const bases = [
    ...[
      page,
      'http://h.example',
      'https://h.example:8/a/b/c/?d/e',
      'https://u:p@h.example/x',
      'http://h/?a"\\b',
    ],
    ...[
      'file:///',
      'file:///a/b/c',
      'file:///C:/',
      'file:///C:/a/b',
      'file://host/a/b',
      'about:blank',
      'data:,x',
    ],
  ];
  const base = fc.constantFrom(...bases).map((url) => new URL(url).href);

  function same(href: string, from: string): void {
    const simple = simpleJoin(from)(href);
    if (simple === undefined) return;
    expect(simple).toBe(new URL(href, from).href);
    expect(JSON.stringify(simple)).toBe(`"${simple}"`);
  }

  test('for paths', () => {
    const part = fc.constantFrom(
      ...[
        'a',
        'b.html',
        '..',
        '.',
        '',
        'c-_~1',
        '%2e',
        'é',
        '?x',
        '#y',
        'z:',
        '...',
        'C|',
        'C:',
        '.x',
        '\\',
        '\t',
        '"',
      ],
    );
    const href = fc.array(part, { maxLength: 6 }).map((parts) => parts.join('/'));
    fc.assert(fc.property(href, base, same), { numRuns: 20_000 });
  });

  test('for absolute URLs', () => {
    const scheme = fc.constantFrom('http://', 'https://', 'HTTP://', 'https:', '//', 'ftp://', 'http:///');
    const label = fc.constantFrom(
      ...[
        'h',
        'example',
        '1',
        '0x1',
        'xn--4ca',
        'xn--',
        'a-',
        '-a',
        'ab--c',
        'é',
        'A',
        '',
        'a_b',
        '%41',
        'u@h',
        'h:80',
      ],
    );
    const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
    const path = fc.constantFrom(
      '',
      '/',
      '/a/b',
      '/a/../b',
      '/.',
      '/a//b/.x',
      '/a?b',
      '/xn--',
      '/a b',
      ':80/',
      '/~a_-',
    );
    const href = fc.tuple(scheme, host, path).map((parts) => parts.join(''));
    fc.assert(fc.property(href, base, same), { numRuns: 20_000 });
  });

  test('for anything', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 12 }), base, same), { numRuns: 20_000 });
  });

  test.each([
    ['x/y.html', 'https://h.example/a/x/y.html'],
    ['../y.html', 'https://h.example/y.html'],
    ['', 'https://h.example/a/b?q'],
    ['./x', 'https://h.example/a/x'],
    ['https://i.example/x', 'https://i.example/x'],
    ['../../y.html', undefined],
    ['x?y', undefined],
    ['https://1.2.3.4/x', undefined],
  ])('and is taken for %j only where it can be', (href, url) => {
    expect(simpleJoin(page)(href)).toBe(url);
  });
});
