import { expect, test } from 'vitest';

import { jsonLinks } from './json-ld.js';

test('pictures are known by their keys, and by the object they stand in', () => {
  const block = {
    '@graph': [
      {
        '@type': 'Product',
        image: ['a.jpg', { '@type': 'ImageObject', url: 'b.jpg', contentUrl: 'c.jpg', width: 'w.jpg' }],
        url: 'p',
      },
      { '@type': ['VideoObject'], contentUrl: 'v.mp4', thumbnailUrl: 't.jpg' },
      { logo: { url: 'l.png' }, name: 'n.jpg' },
    ],
  };
  expect(jsonLinks(JSON.stringify(block)).map(({ url, kind }) => `${kind} ${url}`)).toEqual([
    'images a.jpg',
    'images b.jpg',
    'images c.jpg',
    'other p',
    'media v.mp4',
    'images t.jpg',
    'images l.png',
  ]);
});

test('what is no JSON holds nothing, and depth has an end', () => {
  expect(jsonLinks('{"image": "a.jpg"')).toEqual([]);
  expect(jsonLinks(`${'['.repeat(5_000)}{"image":"a.jpg"}${']'.repeat(5_000)}`)).toEqual([]);
});
