import { expect, it } from 'vitest';

import { secondLook } from './second-look.js';

it.each([
  [30_000, 7500],
  [4000, 1000],
  [2000, 1000],
  [500, 500],
  [0, 0],
])('of %d ms of patience %d are left', (timeoutMs, left) => {
  const all = { connectTimeoutMs: timeoutMs, firstByteTimeoutMs: timeoutMs, idleTimeoutMs: timeoutMs };
  expect(new Set(Object.values(secondLook(all)))).toEqual(new Set([left]));
});
