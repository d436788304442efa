import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { quote, UsageError } from '@fetchutils/plumbing';

/** True where a name has a character that a pattern has: `*`, `?` or `[`. */
export function isGlob(text: string): boolean {
  return /[*?[]/.test(text);
}

/**
 * The files that a pattern matches as in a shell, in the order of their names: for patterns that were quoted, and where
 * there are more files than a command line holds. `**` is any folders.
 */
export function expandGlob(pattern: string): string[] {
  const segments = pattern.split('/');
  const start = pattern.startsWith('/') ? '/' : '';
  const files = descend(start, start === '' ? segments : segments.slice(1)).filter(isFile);
  if (files.length === 0) throw new UsageError(`${quote(pattern)} matches no file`);
  return [...new Set(files)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function descend(folder: string, [segment, ...rest]: readonly string[]): string[] {
  if (segment === undefined) return [folder];
  if (segment === '**') {
    const folders = namesIn(folder)
      .map((name) => join(folder, name))
      .filter((path) => !isFile(path));
    return [...descend(folder, rest), ...folders.flatMap((path) => descend(path, [segment, ...rest]))];
  }
  if (!isGlob(segment)) return descend(join(folder, segment), rest);
  const matches = toRegExp(segment);
  return namesIn(folder)
    .filter((name) => matches.test(name))
    .flatMap((name) => descend(join(folder, name), rest));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder === '' ? '.' : folder).filter((name) => !name.startsWith('.'));
  } catch {
    // No folder, or not ours to look into: nothing in it matches.
    return [];
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === false;
}

function toRegExp(segment: string): RegExp {
  const body = segment.replace(/\[!?[^\]]+\]|[\s\S]/g, (part) => {
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.length > 2) return part.replace(/^\[!/, '[^').replace(/\\/g, '\\\\');
    return part.replace(/[\\^$.+()|{}[\]]/g, '\\$&');
  });
  return new RegExp(`^${body}$`, 's');
}
