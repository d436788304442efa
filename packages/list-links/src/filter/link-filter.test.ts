import { describe, expect, test } from 'vitest';

import { filterLink, type FilterSettings } from './link-filter.js';
import { siteOf } from './site-of.js';
import { urlPattern } from './url-pattern.js';

const open: FilterSettings = {
  allSchemes: false,
  keepFragment: false,
  query: { strip: [], set: [] },
  text: undefined,
  match: [],
  exclude: [],
  extensions: new Set(),
  sameHost: false,
  siteOf: undefined,
};
const page = 'https://www.h.co.uk/page';

describe('why a link is left out', () => {
  test.each<[string, Partial<FilterSettings>, string]>([
    ['mailto:a@b', {}, 'scheme'],
    ['javascript:f()', {}, 'scheme'],
    ['https://i.example/', { sameHost: true }, 'other-host'],
    ['https://h.co.uk/', { sameHost: true }, 'other-host'],
    ['https://www.h.co.uk:8443/', { sameHost: true }, 'other-host'],
    ['https://i.co.uk/', { siteOf }, 'other-site'],
    ['https://www.h.co.uk/a.gif', { extensions: new Set(['jpg']) }, 'extension'],
    ['https://www.h.co.uk/jpg', { extensions: new Set(['jpg']) }, 'extension'],
    ['https://www.h.co.uk/a', { match: [urlPattern('*/b')] }, 'match'],
    ['https://www.h.co.uk/a', { exclude: [urlPattern('/\\/a$/')] }, 'exclude'],
  ])('%s with %j', (url, settings, reason) => {
    expect(filterLink(url, page, { ...open, ...settings })).toEqual({ reason });
  });
});

describe('what stays', () => {
  test.each<[string, Partial<FilterSettings>, string]>([
    ['https://h.example/a#b', {}, 'https://h.example/a'],
    ['https://h.example/a#b', { keepFragment: true }, 'https://h.example/a#b'],
    ['data:image/png,#a', {}, 'data:image/png,#a'],
    ['mailto:a@b', { allSchemes: true }, 'mailto:a@b'],
    ['http://www.h.co.uk/', { sameHost: true }, 'http://www.h.co.uk/'],
    ['https://img.h.co.uk/a', { siteOf }, 'https://img.h.co.uk/a'],
    ['https://h.example/a.JPG?b.gif', { extensions: new Set(['jpg']) }, 'https://h.example/a.JPG?b.gif'],
    ['https://h.example/a', { match: [urlPattern('x'), urlPattern('*/a')] }, 'https://h.example/a'],
  ])('%s with %j', (url, settings, kept) => {
    expect(filterLink(url, page, { ...open, ...settings })).toEqual({ url: kept });
  });

  test('of hosts without a site the host decides', () => {
    const settings = { ...open, siteOf };
    expect(filterLink('http://127.0.0.1/b', 'http://127.0.0.1/a', settings)).toHaveProperty('url');
    expect(filterLink('http://127.0.0.2/b', 'http://127.0.0.1/a', settings)).toEqual({
      reason: 'other-site',
    });
  });
});

test.each([
  ['*.jpg', 'https://h.example/a.jpg', true],
  ['*.jpg', 'https://h.example/a.jpg?x', false],
  ['https://h.example/?q=1', 'https://h.example/?q=1', true],
  ['*a*a', 'ba', false],
  ['*a*b*', 'xaxbx', true],
  ['*a*b*', 'xbxax', false],
  ['/[0-9]+/', 'https://h.example/1', true],
  ['/EXAMPLE/i', 'https://h.example/', true],
  ['/EXAMPLE/', 'https://h.example/', false],
])('%s and %s', (pattern, url, matches) => {
  expect(urlPattern(pattern)(url)).toBe(matches);
});
