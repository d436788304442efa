import { expect, test } from 'vitest';

import type { RawHeaders } from '../exchange.js';
import { collectHeaders, findHeader, findHeaders } from './response-headers.js';

const headers: RawHeaders = [
  ['Content-Type', 'image/png'],
  ['Set-Cookie', 'a=1'],
  ['X-Robots-Tag', 'noindex'],
  ['set-cookie', 'b=2'],
  ['X-ROBOTS-TAG', 'noai'],
];

test('a header is found whatever its case, the first of several', () => {
  expect(findHeader(headers, 'content-type')).toBe('image/png');
  expect(findHeader(headers, 'set-cookie')).toBe('a=1');
  expect(findHeader(headers, 'etag')).toBeUndefined();
});

test('all values of a header come in order', () =>
  expect(findHeaders(headers, 'set-cookie')).toEqual(['a=1', 'b=2']));

test('collected headers have lower-case names and joined values', () => {
  expect(collectHeaders(headers).get('x-robots-tag')).toBe('noindex, noai');
  expect([...collectHeaders(headers).keys()]).toEqual(['content-type', 'set-cookie', 'x-robots-tag']);
});
