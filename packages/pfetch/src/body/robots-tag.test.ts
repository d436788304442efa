import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { forbiddenBy, parseRobotsTag, respectedRules, rulesForPictures } from './robots-tag.js';

const names = (headers: string | string[]) => parseRobotsTag(headers).map(({ name }) => name);

describe('parseRobotsTag', () => {
  it('reads lists, in any case and spacing', () => {
    expect(names('noindex, NoAI,noimageai ,')).toEqual(['noindex', 'noai', 'noimageai']);
    expect(names('')).toEqual([]);
  });

  it('reads several headers, each with a scope of its own', () => {
    expect(names(['googlebot: noindex, nofollow', 'noai'])).toEqual(['noai']);
  });

  it('takes what is addressed to everyone or to us, and leaves what is addressed to others', () => {
    expect(names('otherbot: noai')).toEqual([]);
    expect(names('otherbot: noindex, noai, fetchutils: noimageai')).toEqual(['noimageai']);
    expect(names('PFetch: noai')).toEqual(['noai']);
    expect(names('fetchutils/0.1: noai')).toEqual(['noai']);
    expect(names('nofollow, otherbot: noai')).toEqual(['nofollow']);
    expect(names('*: noai')).toEqual(['noai']);
  });

  it('reads dates with colons and commas as the one value that they are', () => {
    const date = 'Wed, 03 Dec 2025 13:09:53 GMT';
    expect(parseRobotsTag(`noindex, unavailable_after: ${date}, noai`)).toEqual([
      { name: 'noindex' },
      { name: 'unavailable_after', value: date },
      { name: 'noai' },
    ]);
    expect(parseRobotsTag('unavailable_after: 25 Jun 2010 15:00:00 PST, noai')).toEqual([
      { name: 'unavailable_after', value: '25 Jun 2010 15:00:00 PST' },
      { name: 'noai' },
    ]);
    expect(names('otherbot: unavailable_after: 25 Jun 2010 15:00:00 PST, noai')).toEqual([]);
    expect(names('pfetch: unavailable_after: 25 Jun 2010 15:00:00 PST, noai')).toEqual([
      'unavailable_after',
      'noai',
    ]);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (header) => void parseRobotsTag(header)));
  });
});

describe('forbiddenBy', () => {
  const pictures = new Set(rulesForPictures);

  it('finds the rule that forbids', () => {
    expect(forbiddenBy('noindex, noai', pictures)).toBe('noai');
    expect(forbiddenBy(['max-image-preview:none, noimageai'], pictures)).toBe('noimageai');
    expect(forbiddenBy('noindex', pictures)).toBeUndefined();
    expect(forbiddenBy(undefined, pictures)).toBeUndefined();
    expect(forbiddenBy('noai', new Set())).toBeUndefined();
  });

  it('knows that none means noindex and nofollow, and that max-image-preview:none does not', () => {
    const indexing = new Set(['noindex']);
    expect(forbiddenBy('none', indexing)).toBe('none');
    expect(forbiddenBy('none', pictures)).toBeUndefined();
    expect(forbiddenBy('max-image-preview:none', indexing)).toBeUndefined();
    expect(forbiddenBy('max-image-preview: none, all', indexing)).toBeUndefined();
  });

  it('looks at the clock for unavailable_after', () => {
    const respected = new Set(['unavailable_after']);
    const header = 'unavailable_after: Wed, 03 Dec 2025 13:09:53 GMT';
    expect(forbiddenBy(header, respected, Date.parse('2025-12-03T13:09:52Z'))).toBeUndefined();
    expect(forbiddenBy(header, respected, Date.parse('2025-12-03T13:09:54Z'))).toContain(
      'unavailable_after: Wed, 03',
    );
    expect(forbiddenBy('unavailable_after: some day', respected)).toBeUndefined();
  });
});

it('adds what is to be respected and takes away what is to be ignored', () => {
  expect([...respectedRules(rulesForPictures, ['NoIndex'], ['noai'])]).toEqual(['noimageai', 'noindex']);
  expect([...respectedRules(rulesForPictures, ['noindex'], ['all'])]).toEqual(['noindex']);
});
