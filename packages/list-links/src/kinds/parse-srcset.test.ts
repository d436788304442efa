import { expect, test } from 'vitest';

import { largestCandidate, parseSrcset } from './parse-srcset.js';

const urls = (srcset: string): string[] => parseSrcset(srcset).map(({ url }) => url);

test.each([
  ['', []],
  [' , ,, ', []],
  ['a', ['a']],
  [',,,a', ['a']],
  ['a,', ['a']],
  ['a,,, b', ['a', 'b']],
  ['a,b', ['a,b']],
  ['a 1x,b 2x', ['a', 'b']],
  ['\ta\t1x\n,\fb\r', ['a', 'b']],
  ['data:image/png;base64,AA== 1x, b', ['data:image/png;base64,AA==', 'b']],
  ['\u00a0a 1x', ['\u00a0a']],
  ['a 1x 1x ( , b 1x, ), c', ['c']],
  ['a 1x 1x [ , b 1x, ], c', ['b', ']', 'c']],
  ['a, b (', ['a']],
  ['a foo', []],
  ['a 1w 1w', []],
  ['a 1w 1x', []],
  ['a 1x 1w', []],
  ['a 1w 1h', ['a']],
  ['a 1h 1w', ['a']],
  ['a 1h', []],
  ['a 1h 1x', []],
  ['a 0w', []],
  ['a -1w', []],
  ['a 1.0w', []],
  ['a +1w', []],
  ['a 1W', []],
  ['a 0x', ['a']],
  ['a -0x', ['a']],
  ['a -1x', []],
  ['a 1e1x', ['a']],
  ['a 1.5e+1x', ['a']],
  ['a .5x', ['a']],
  ['a 1.x', []],
  ['a +1x', []],
  ['a Infinityx', []],
])('%j', (srcset, expected) => {
  expect(urls(srcset)).toEqual(expected);
});

test.each([
  ['a 100w, b 2000w, c 300w', 'b'],
  ['a, b 1.5x, c 1x', 'b'],
  ['a 2x, b 2x', 'a'],
  ['a 5x, b 1w', 'b'],
  ['', undefined],
])('the largest of %j', (srcset, url) => {
  expect(largestCandidate(parseSrcset(srcset))?.url).toBe(url);
});
