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
  if (options.findEnd === undefined) {
    if (options.uptoEnd) throw new UsageError('--upto-end needs --find-end NAME');
    if (options.atLeast !== undefined) throw new UsageError('--at-least needs --find-end NAME');
  } else checkFindEnd(options);
}

function checkFindEnd(options: Options): void {
  if (options.zip) throw new UsageError('--zip: --find-end looks at one variable alone');
  const selecting = (['skip', 'take', 'shard', 'shuffle', 'count'] as const).find((name) => options[name]);
  if (selecting !== undefined && !options.uptoEnd) {
    throw new UsageError(`--${selecting} needs --upto-end: --find-end alone writes one row`);
  }
}
