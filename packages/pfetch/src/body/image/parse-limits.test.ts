import { expect, it } from 'vitest';

import { parseAspect } from './parse-limits.js';

it('reads a range of shapes, an open one, and a single one', () => {
  expect(parseAspect('1:3..3:1')).toEqual({ min: 1 / 3, max: 3 });
  expect(parseAspect('..2')).toEqual({ min: 0, max: 2 });
  expect(parseAspect('1:2..')).toEqual({ min: 0.5, max: Infinity });
  expect(parseAspect('16:9')).toEqual({ min: 16 / 9, max: 16 / 9 });
  for (const wrong of ['3:1..1:3', '..', '', 'wide', '1:0', '0:1', '1:2:3'])
    expect(() => parseAspect(wrong), wrong).toThrow('such as 1:3..3:1');
});
