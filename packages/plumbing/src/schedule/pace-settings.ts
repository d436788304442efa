import type { RetrySettings } from './retry-rule.js';

/** What the options of a tool say of how fast it asks. */
export type PaceOptions = {
  jobs: number;
  perHost?: number | undefined;
  /** The least time between two starts, in all and for one host. */
  rate?: number | undefined;
  perHostRate?: number | undefined;
};

/** How fast a scheduler asks at most, and how often it tries again. */
export type PaceSettings = RetrySettings & {
  /** Requests at a time, in all and for one host. */
  jobs: number;
  perHost: number;
  /** The least time between two starts, in all and for one host. */
  intervalMs: number;
  perHostIntervalMs: number;
};

/** Reads them from the options of a tool and its settings for HTTP. */
export function paceSettings(options: PaceOptions, { retries, retryMaxTimeMs }: RetrySettings): PaceSettings {
  const { jobs, perHost = jobs, rate = 0, perHostRate = 0 } = options;
  return { jobs, perHost, intervalMs: rate, perHostIntervalMs: perHostRate, retries, retryMaxTimeMs };
}
