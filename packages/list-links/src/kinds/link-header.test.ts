import { expect, test } from 'vitest';

import { parseLinkHeader } from './link-header.js';

test.each([
  ['<a>', [{ url: 'a' }]],
  [
    '<a>; rel=next, <b>; rel="prev up"',
    [
      { url: 'a', rel: 'next' },
      { url: 'b', rel: 'prev up' },
    ],
  ],
  ['<a,b;c>; title="<x>, y"; rel=next', [{ url: 'a,b;c', rel: 'next' }]],
  ['<a> ; REL = "n\\"x" ; rel=b ; type=text/css', [{ url: 'a', rel: 'n"x', type: 'text/css' }]],
  ['<a>; crossorigin; rel=preload', [{ url: 'a', rel: 'preload' }]],
  ['a; rel=next', []],
  ['<a', []],
])('%s', (header, links) => {
  expect(parseLinkHeader(header)).toEqual(links);
});
