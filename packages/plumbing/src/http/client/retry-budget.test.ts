import { expect, test } from 'vitest';

import { RetryBudget } from './retry-budget.js';

test('gives as many waits as there are retries', () => {
  const budget = new RetryBudget({ retries: 2, retryMaxTimeMs: 0 });
  expect(budget.attempts).toBe(1);
  expect(budget.next()).toBeLessThanOrEqual(2000);
  expect(budget.next()).toBeLessThanOrEqual(4000);
  expect(budget.attempts).toBe(3);
  expect(budget.next()).toBeUndefined();
  expect(budget.attempts).toBe(3);
});

test('waits as long as the server asks', () => {
  expect(new RetryBudget({ retries: 1, retryMaxTimeMs: 0 }).next(7000)).toBe(7000);
});

test('starts none after its time', () => {
  let now = 0;
  const budget = new RetryBudget({ retries: 9, retryMaxTimeMs: 10_000 }, () => now);
  now = 4000;
  expect(budget.next(6000)).toBe(6000);
  expect(budget.next(6001)).toBeUndefined();
});
