import { statSync } from 'node:fs';

import { quote, UsageError } from '@fetchutils/plumbing';

import type { PfetchOptions } from '../../options.js';

/** Refuses what several threads cannot do, before anything begins. */
export function checkThreads(options: PfetchOptions): void {
  const { threads, cookie, cookieJar, placeholders, cacert, netrcFile, like } = options;
  const jar = cookieJar === undefined ? cookie.find((text) => !text.includes('=')) : cookieJar;
  if (jar !== undefined) {
    const name = cookieJar === undefined ? '--cookie' : '--cookie-jar';
    throw new UsageError(
      `--threads ${threads} and ${name} ${quote(jar)} exclude each other: a cookie that one thread is given would be unknown to the others`,
    );
  }
  const files = { placeholders, cacert, 'netrc-file': netrcFile };
  for (const [name, path] of [...Object.entries(files), ...like.map((path) => ['like', path] as const)]) {
    if (path === undefined || canBeReadAgain(path)) continue;
    throw new UsageError(
      `--${name} ${quote(path)} is read by every thread, and a pipe can be read only once`,
    );
  }
}

/** False for a pipe such as `<(command)`; what is not there is for others to tell. */
function canBeReadAgain(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined || !(stats.isFIFO() || stats.isSocket() || stats.isCharacterDevice());
}
