import type { Readable } from 'node:stream';

import { monotonicMs } from '@fetchutils/plumbing';

import { PageFailure } from '../page-failure.js';

/** The chunks of a body that has so long to come, the time apart that its reader takes for them; 0 is no limit. */
export async function* withinTime(body: Readable, limitMs: number): AsyncGenerator<Buffer> {
  const chunks: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  let leftMs = limitMs === 0 ? Infinity : limitMs;
  try {
    for (;;) {
      const start = monotonicMs();
      // A body that drips what is no data gives nothing to look at the clock for.
      const timer =
        leftMs === Infinity ? undefined : setTimeout(() => body.destroy(tooSlow(limitMs)), leftMs);
      const next = await chunks.next().finally(() => clearTimeout(timer));
      leftMs -= monotonicMs() - start;
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    body.destroy();
  }
}

function tooSlow(limitMs: number): PageFailure {
  const message = `not all there within ${limitMs / 1000} s; --timeout TIME allows more`;
  return new PageFailure('timeout', 'total-timeout', message);
}
