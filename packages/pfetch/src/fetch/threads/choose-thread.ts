import { stableHash } from '@fetchutils/plumbing';

/**
 * The thread for a job of a host: always the same one, which has its connections and its addresses, unless that one has more
 * than twice as much under way as the idlest. So work is divided by host, and by row where one host serves all.
 */
export function chooseThread<Thread extends { readonly load: number }>(
  hostname: string,
  threads: readonly [Thread, ...Thread[]],
): Thread {
  const own = threads[stableHash(hostname) % threads.length] ?? threads[0];
  let idlest = own;
  for (const thread of threads) if (thread.load < idlest.load) idlest = thread;
  return own.load > 2 * idlest.load + 1 ? idlest : own;
}
