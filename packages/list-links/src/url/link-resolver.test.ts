import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { LinkResolver } from './link-resolver.js';
import { folderOf, joinSimpleLink } from './simple-link.js';

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

test('the short way gives what the URL parser gives', () => {
  const part = fc.constantFrom('a', 'b.html', '..', '.', '', 'c-_~1', '%2e', 'é', '?x', '#y', 'z:', '...');
  const href = fc.array(part, { maxLength: 6 }).map((parts) => parts.join('/'));
  const base = fc.constantFrom(
    page,
    'http://h.example',
    'file:///',
    'file:///a/b/c',
    'https://h.example:8/a/b/c/?d/e',
    'about:blank',
    'https://u@h.example/x',
  );
  fc.assert(
    fc.property(href, base, (given, from) => {
      const folder = folderOf(URL.canParse(from) ? new URL(from).href : from);
      const simple = folder === undefined ? undefined : joinSimpleLink(folder, given);
      if (simple !== undefined) expect(simple).toBe(new URL(given, from).href);
    }),
    { numRuns: 5_000 },
  );
});
