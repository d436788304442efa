import type { ActiveExchange } from '../exchange.js';
import { FetchError } from '../fetch-error.js';

/** What ends an attempt from outside: the user, or its time. */
export type AttemptLimits = {
  /** The exchange that would have to be ended; each hop has its own. */
  watch: (exchange: ActiveExchange) => void;
  /** The attempt is over. */
  done: () => void;
};

/** Ends the attempt's exchange when the signal is aborted or the total time has passed (0 is no limit). */
export function createAttemptLimits(signal: AbortSignal | undefined, totalTimeoutMs: number): AttemptLimits {
  let active: ActiveExchange | undefined;
  let error: FetchError | undefined;
  const stop = (reason: FetchError): void => {
    error = reason;
    active?.abort(reason);
  };
  const cancel = (): void => stop(cancelled());
  const expire = (): void => {
    stop(new FetchError('timeout', 'total-timeout', `not done within ${totalTimeoutMs / 1000} s`));
  };
  const timer = totalTimeoutMs === 0 ? undefined : setTimeout(expire, totalTimeoutMs);
  signal?.addEventListener('abort', cancel);
  return {
    watch(exchange) {
      active = exchange;
      if (error) exchange.abort(error);
    },
    done() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    },
  };
}

/** The error of a request that was called off. */
export function cancelled(): FetchError {
  return new FetchError('cancelled', 'cancelled', 'cancelled');
}
