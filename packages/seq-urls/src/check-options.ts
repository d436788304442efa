import { UsageError } from '@fetchutils/plumbing';

import type { Options } from './options.js';

/** Stops at options that contradict each other or do nothing. */
export function checkOptions(options: Options): void {
  if (options.format !== undefined && options.plain) {
    throw new UsageError('--format and --plain exclude each other');
  }
  if (options.seed !== undefined && !options.shuffle) {
    throw new UsageError('--seed does nothing without --shuffle');
  }
  if (options.shard !== undefined && options.shuffle && options.seed === undefined) {
    throw new UsageError('--shard of a --shuffle needs the same --seed for every shard, as --seed 1');
  }
}
