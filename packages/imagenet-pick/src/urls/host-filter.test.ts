import { expect, test } from 'vitest';

import { createHostFilter, hostGlob } from './host-filter.js';

test.each([
  ['*.flickr.com', 'farm1.static.flickr.com', true],
  ['*.flickr.com', 'flickr.com', false],
  ['farm?.*', 'farm1.static.flickr.com', true],
  ['farm?.*', 'farm10.static.flickr.com', false],
  ['A.Example', 'a.example', true],
  ['a.example', 'aXexample', false],
  ['*', 'anything', true],
  ['[a]+', 'a', false],
])('%s and %s: %s', (glob, host, isLike) => {
  expect(hostGlob(glob).test(host)).toBe(isLike);
});

test.each(['http://a.example', 'a.example/x', '', 'a b', 'a.example:80'])('%j is no host', (text) => {
  expect(() => hostGlob(text)).toThrow('a host name');
});

test('Flickr only, unless hosts are named or all are wanted; excluded ones never', () => {
  const none = { all: false, hosts: [], notHosts: [] };
  expect(createHostFilter(none)('a.example', false)).toBe(false);
  expect(createHostFilter(none)('flickr.com', true)).toBe(true);
  expect(createHostFilter({ ...none, all: true })('a.example', false)).toBe(true);
  const named = createHostFilter({ ...none, hosts: [hostGlob('*.example')] });
  expect([named('a.example', false), named('flickr.com', true)]).toEqual([true, false]);
  expect(createHostFilter({ ...none, all: true, notHosts: [hostGlob('a.*')] })('a.example', false)).toBe(
    false,
  );
});
