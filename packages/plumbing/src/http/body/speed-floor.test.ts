import { expect, test } from 'vitest';

import { watchSpeed } from './speed-floor.js';

test('a stretch below the floor is an error, a burst before it does not help', () => {
  const watch = watchSpeed({ bytesPerSecond: 100, overMs: 10_000 }, 0);
  expect(watch(1_000_000, 5_000)).toBeUndefined();
  expect(watch(1, 10_000)).toBeUndefined();
  expect(watch(500, 15_000)).toBeUndefined();
  expect(watch(499, 20_000)).toMatchObject({
    kind: 'timeout',
    code: 'too-slow',
    message: '99 bytes a second over 10 s, below the floor of 100',
    retryable: true,
  });
});

test('the floor itself is enough, and 0 is none', () => {
  expect(watchSpeed({ bytesPerSecond: 100, overMs: 1000 }, 0)(100, 1000)).toBeUndefined();
  expect(watchSpeed({ bytesPerSecond: 0, overMs: 1000 }, 0)(0, 100_000)).toBeUndefined();
});
