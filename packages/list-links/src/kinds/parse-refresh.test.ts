import { expect, test } from 'vitest';

import { parseRefresh } from './parse-refresh.js';

test.each([
  ['', undefined],
  ['1', undefined],
  ['1;', undefined],
  ['1; url=foo', 'foo'],
  ['1, url=foo', 'foo'],
  ['1 url=foo', 'foo'],
  ['  1  ;  URL  =  foo', 'foo'],
  ['1\nurl=foo', 'foo'],
  ['1url=foo', undefined],
  ['1x;url=foo', undefined],
  ['1 x;url=foo', 'x;url=foo'],
  ['1;;url=foo', ';url=foo'],
  ['1; foo', 'foo'],
  ['1; url="foo"bar', 'foo'],
  ['1; url=\'foo"bar', 'foo"bar'],
  ['1; url foo', 'url foo'],
  ['1; ufoo', 'ufoo'],
  ['1; "foo"bar', 'foo'],
  ['; foo', undefined],
  ['foo', undefined],
  ['-1; url=foo', undefined],
  ['.9; url=foo', 'foo'],
  ['1.9..5.; url=foo', 'foo'],
  ['1e0; url=foo', undefined],
])('%j', (content, url) => {
  expect(parseRefresh(content)).toBe(url);
});
