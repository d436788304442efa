import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';

import { reasonOf, UsageError } from './failures.js';
import { quote } from './quote.js';

/** What a tool writes into a file that an option names. */
export type OutputKind = {
  /** As in `--summary`. */
  option: string;
  /** What such a file is called in a message. */
  name: string;
  /** True for a file that holds something of this kind; asked only where it is not empty. */
  isOurs(path: string): boolean;
};

/**
 * Finds out before anything is done, not after, that a file can be written, and that nothing of somebody else's is lost by
 * it: what it holds is of its own kind, or nothing.
 */
export function checkOutput(path: string, { option, name, isOurs }: OutputKind): void {
  const fail = (why: string): never => {
    throw new UsageError(`${option} ${quote(path)}${why}`);
  };
  if (path === '-')
    fail(' would be a file of that name; standard output carries rows. Give a file, or /dev/stderr');
  const stats = statsOf(path, fail);
  if (stats === undefined || !stats.isFile() || stats.size === 0) return;
  if (!isOurs(path)) fail(` holds something else than ${name}, and would lose it; give another file`);
}

/** What is there, if anything, once it is clear that it can be written. */
function statsOf(path: string, fail: (why: string) => never): Stats | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory() === true) fail(' is a folder; expected a file');
    accessSync(stats === undefined ? dirname(path) : path, constants.W_OK);
    return stats;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return fail(`: ${reasonOf(error)}`);
  }
}
