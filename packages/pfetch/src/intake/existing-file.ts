import { statSync } from 'node:fs';

import { usualExtensions } from '../receive/extension-of.js';
import type { FileName } from './name/file-name.js';

const extensions = new Set([...usualExtensions(), 'bin']);

/** A file that is there already. */
export type ExistingFile = { name: string; bytes: number; modifiedMs: number };

/** Finds the file of a name below `dir`; where only `{ext}` is open, under any of the usual extensions. */
export function findExistingFile(dir: string, name: FileName): ExistingFile | undefined {
  if (name.complete === undefined) return statFile(dir, name.key);
  for (const extension of name.withExtension === undefined ? [] : extensions) {
    const file = statFile(dir, name.withExtension?.(extension) ?? '');
    if (file !== undefined) return file;
  }
  return undefined;
}

function statFile(dir: string, name: string): ExistingFile | undefined {
  try {
    const stats = statSync(`${dir}/${name}`, { throwIfNoEntry: false });
    return stats?.isFile() === true ? { name, bytes: stats.size, modifiedMs: stats.mtimeMs } : undefined;
  } catch {
    // ENOTDIR, ELOOP and the like: no file of ours; making it will say what is in the way.
    return undefined;
  }
}
