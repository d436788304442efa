import { expect, test } from 'vitest';

import { createAttemptLimits } from './attempt-limits.js';
import type { FetchError } from '../fetch-error.js';

function watchOne(limits: ReturnType<typeof createAttemptLimits>) {
  const errors: (FetchError | undefined)[] = [];
  limits.watch({
    pause: () => undefined,
    resume: () => undefined,
    discard: () => undefined,
    abort: (error) => errors.push(error),
  });
  return errors;
}

test('a signal ends the hop under way, and the one that starts after it', () => {
  const abort = new AbortController();
  const limits = createAttemptLimits(abort.signal, 0);
  const first = watchOne(limits);
  abort.abort();
  expect(first).toMatchObject([{ kind: 'cancelled' }]);
  expect(watchOne(limits)).toMatchObject([{ kind: 'cancelled' }]);
});

test('time ends it, unless it is done', async () => {
  const late = watchOne(createAttemptLimits(undefined, 10));
  const limits = createAttemptLimits(undefined, 10);
  const done = watchOne(limits);
  limits.done();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(late).toMatchObject([{ kind: 'timeout', code: 'total-timeout', message: 'not done within 0.01 s' }]);
  expect(done).toEqual([]);
});
