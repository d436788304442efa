import { expect, test } from 'vitest';

import { rewriteQuery } from './rewrite-query.js';

test.each([
  ['https://h.example/a?dl=0', ['dl'], [], 'https://h.example/a'],
  ['https://h.example/a?b=%7e&dl=0&c', ['dl'], [], 'https://h.example/a?b=%7e&c'],
  ['https://h.example/a?dl=0#f?dl=1', ['dl'], [], 'https://h.example/a#f?dl=1'],
  ['https://h.example/a?DL=0&%64l=1', ['dl'], [], 'https://h.example/a?DL=0'],
  ['https://h.example/a?', ['dl'], [], 'https://h.example/a?'],
  ['https://h.example/a', ['dl'], [], 'https://h.example/a'],
  ['https://h.example/a?w=1&x&w=2', [], [['w', '3 4']], 'https://h.example/a?w=3%204&x'],
  ['https://h.example/a#f', [], [['w', '3']], 'https://h.example/a?w=3#f'],
  ['https://h.example/a?w=1', ['w'], [['w', '2']], 'https://h.example/a?w=2'],
] as const)('%s without %j with %j', (url, strip, set, expected) => {
  expect(rewriteQuery(url, { strip, set })).toBe(expected);
});
