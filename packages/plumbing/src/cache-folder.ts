import { isAbsolute, join } from 'node:path';

/** Where a user's caches are: below $XDG_CACHE_HOME, or ~/.cache; nowhere for a user without a home. */
export function findCacheFolder(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
): string | undefined {
  const { XDG_CACHE_HOME: xdg, HOME: home } = env;
  // The XDG base directory specification: a relative path is to be ignored.
  if (xdg !== undefined && isAbsolute(xdg)) return join(xdg, 'fetchutils', name);
  return home !== undefined && isAbsolute(home) ? join(home, '.cache', 'fetchutils', name) : undefined;
}
