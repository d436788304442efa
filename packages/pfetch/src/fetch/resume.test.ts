import type { ResponseHead } from '@fetchutils/plumbing/http';
import { describe, expect, test } from 'vitest';

import { lengthOfContinuation, strongValidator } from './resume.js';

const headWith = (headers: Record<string, string>): ResponseHead => ({
  status: 200,
  reason: 'OK',
  httpVersion: '1.1',
  headers: Object.entries(headers),
});

describe('what makes a version known', () => {
  const modified = 'Tue, 01 Feb 2011 03:04:05 GMT';

  test.each([
    ['a strong ETag', { etag: '"v1"', 'last-modified': modified }, '"v1"'],
    [
      'not a weak one, whatever the date',
      { etag: 'W/"v1"', date: 'Tue, 01 Feb 2022 00:00:00 GMT', 'last-modified': modified },
      undefined,
    ],
    // Two versions of one second have the same date: RFC 9110, 8.8.2.2.
    [
      'a date that is a minute old',
      { date: 'Tue, 01 Feb 2011 03:05:05 GMT', 'last-modified': modified },
      modified,
    ],
    [
      'not one that is younger',
      { date: 'Tue, 01 Feb 2011 03:05:04 GMT', 'last-modified': modified },
      undefined,
    ],
    ['not one without the time of the answer', { 'last-modified': modified }, undefined],
    ['nothing', {}, undefined],
  ])('%s', (_, headers, expected) => {
    expect(strongValidator(headWith(headers as Record<string, string>))).toBe(expected);
  });
});

describe('how long a body is that goes on', () => {
  test.each([
    ['from where it stopped', { 'content-range': 'bytes 10-99/100' }, undefined, 100],
    [
      'with the length of the rest',
      { 'content-range': 'bytes 10-99/100', 'content-length': '90' },
      undefined,
      100,
    ],
    ['of a piece', { 'content-range': 'bytes 10-49/100' }, 50, 100],
    ['not from elsewhere', { 'content-range': 'bytes 9-99/100' }, undefined, undefined],
    ['not with an end before the end', { 'content-range': 'bytes 10-98/100' }, undefined, undefined],
    ['not with a piece of another size', { 'content-range': 'bytes 10-50/100' }, 50, undefined],
    [
      'not where its length says something else',
      { 'content-range': 'bytes 10-99/100', 'content-length': '89' },
      undefined,
      undefined,
    ],
    ['not of unknown length', { 'content-range': 'bytes 10-99/*' }, undefined, undefined],
    ['not without a word', {}, undefined, undefined],
  ])('%s', (_, headers, to, expected) => {
    expect(lengthOfContinuation(headWith(headers as Record<string, string>), 10, to)).toBe(expected);
  });
});
