import { quote, UsageError } from '@fetchutils/plumbing';

import type { Options } from './options.js';

/** Refuses what cannot be meant, before anything is read. */
export function checkUsage(options: Options, operands: readonly string[]): void {
  const [list, surplus] = operands;
  if (surplus !== undefined)
    throw new UsageError(`one list only, but got ${quote(list ?? '')} and ${quote(surplus)}`);
  const isListOnStdin =
    list === '-' || (list === undefined && options.counts === undefined && options.api === undefined);
  const isTableOnly = list === undefined && options.counts !== undefined && (options.list || options.stats);
  const hasNames = options.class.length > 0 || options.classesFrom !== undefined;
  for (const [isWrong, why] of [
    [
      options.api !== undefined && list !== undefined,
      `--api takes the URLs from a service; leave out ${quote(list ?? '')}`,
    ],
    [
      options.api !== undefined && options.order === 'list',
      '--order list needs a list to take the order from; --api has none',
    ],
    [
      options.api !== undefined &&
        options.counts === undefined &&
        (options.list || options.stats || !hasNames),
      '--api knows no counts and no classes: give --counts, or for URLs --class or --classes-from',
    ],
    [options.list && options.stats, '--list and --stats exclude each other'],
    [options.allHosts && options.host.length > 0, '--all-hosts and --host exclude each other'],
    [
      options.expectAlive !== undefined && options.minUrls === undefined,
      '--expect-alive says how many URLs beyond --min-urls to ask for; give --min-urls',
    ],
    [
      options.stats && (options.classes !== undefined || options.minUrls !== undefined),
      '--stats counts all classes; leave out -n and --min-urls',
    ],
    [
      options.stats && namesHosts(options),
      '--stats counts all hosts and Flickr; leave out --host and --not-host',
    ],
    [isTableOnly && namesHosts(options), '--host and --not-host need a list, not only --counts'],
    [
      options.classesFrom === '-' && isListOnStdin,
      '--classes-from - reads standard input, so the list must be a file',
    ],
  ] as const) {
    if (isWrong) throw new UsageError(why);
  }
}

function namesHosts({ host, notHost }: Options): boolean {
  return host.length > 0 || notHost.length > 0;
}
