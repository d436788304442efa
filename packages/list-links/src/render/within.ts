import { PageFailure } from '../page-failure.js';

/** The work's outcome, or a failure if it takes longer than that. */
export async function within<T>(
  limitMs: number,
  work: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let stop = (): void => undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new PageFailure('timeout', 'render-timeout', `not done within ${limitMs / 1000} s`)),
      limitMs,
    );
    stop = () => reject(new PageFailure('cancelled', 'cancelled', 'cancelled'));
    signal?.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    // The loser's fate is nobody's business any more.
    work.catch(() => undefined);
  }
}
