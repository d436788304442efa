import { expect, test } from 'vitest';

import { backoffMs } from './backoff.js';

test.each([
  [1, 2000],
  [2, 4000],
  [5, 32_000],
  [6, 60_000],
  [1000, 60_000],
])('before retry %i waits up to %i ms', (retry, longest) => {
  expect(backoffMs(retry, () => 1)).toBe(longest);
  expect(backoffMs(retry, () => 0.5)).toBe(longest / 2);
  expect(backoffMs(retry, () => 0)).toBe(0);
});
