import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';

const abandonedAfterMs = 3_600_000;

/** Where indexes are kept: below $XDG_CACHE_HOME, or ~/.cache; nowhere for a user without a home. */
export function findCacheFolder(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const xdg = env['XDG_CACHE_HOME'];
  // The XDG base directory specification: a relative path is to be ignored.
  if (xdg !== undefined && isAbsolute(xdg)) return join(xdg, 'fetchutils', 'imagenet-pick');
  const home = env['HOME'];
  return home !== undefined && isAbsolute(home)
    ? join(home, '.cache', 'fetchutils', 'imagenet-pick')
    : undefined;
}

/** Makes the folder, and removes what a killed run has left half written there. */
export async function prepareCacheFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.tmp')) continue;
    const path = join(folder, name);
    // A file that a live run writes to is never so old.
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
    if (Date.now() - mtimeMs > abandonedAfterMs) await rm(path, { force: true });
  }
}
