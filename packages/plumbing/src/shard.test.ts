import { expect, it } from 'vitest';

import { BadValue } from './failures.js';
import { parseShard } from './shard.js';

it.each([
  ['1/1', { index: 0, count: 1 }],
  ['1/16', { index: 0, count: 16 }],
  ['16/16', { index: 15, count: 16 }],
  ['003/016', { index: 2, count: 16 }],
  ['999999999/999999999', { index: 999_999_998, count: 999_999_999 }],
])('%s', (text, shard) => {
  expect(parseShard(text)).toEqual(shard);
});

it.each(['', '3', '0/4', '5/4', '-1/4', '1/0', '0/0', '1/4/2', '1 / 4', '1.5/4', 'a/b', '1/10000000000'])(
  '%j is none',
  (text) => {
    expect(() => parseShard(text)).toThrow(new BadValue('a part and a number of parts such as 1/4 .. 4/4'));
  },
);
