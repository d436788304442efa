import { expect, it } from 'vitest';

import { parseDimensions } from './dimensions.js';

it('reads dimensions', () => {
  expect(parseDimensions('32x48')).toEqual({ width: 32, height: 48 });
  for (const wrong of ['32', '32x', 'x32', '32*32', '-1x2', '1.5x2', ''])
    expect(() => parseDimensions(wrong), wrong).toThrow('such as 32x32');
});
