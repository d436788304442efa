import { UsageError } from '@fetchutils/plumbing';

import type { Options } from './options.js';

/** Refuses options that do nothing beside each other. */
export function checkOptions({ count, schema, sample, seed }: Options): void {
  if (count && schema) throw new UsageError('--count and --schema exclude each other');
  if (seed !== undefined && sample === undefined)
    throw new UsageError('--seed does nothing without --sample');
}
