import type { Io } from '@fetchutils/plumbing';

import { readCountTable } from '../choose/read-count-table.js';
import type { Options } from '../options.js';
import { openListSource } from './list-source.js';
import type { UrlSource } from './url-source.js';

/** Opens what the command line names: a list, a table of counts, a service, or one of these judged by such a table. */
export async function openSource(
  io: Io,
  options: Options,
  operands: readonly string[],
  named: readonly string[],
): Promise<UrlSource> {
  const counts = options.counts === undefined ? undefined : await readCountTable(options.counts);
  const [name] = operands;
  if (counts !== undefined && name === undefined && (options.list || options.stats))
    return { classes: counts };
  if (options.api !== undefined) {
    // Loaded here alone: no other pick needs the network.
    const { openApiSource } = await import('./api-source.js');
    return openApiSource(io, options, options.api, counts ?? countNothing(named));
  }
  const settings = { useCache: options.cache, isStrict: options.strict };
  const list = await openListSource(io, name ?? '-', settings);
  return counts === undefined ? list : { ...list, classes: counts };
}

/** Classes of which nothing is known but that they were named: each may have any number of URLs. */
function countNothing(named: readonly string[]) {
  const wnids = named.filter((name) => /^n\d{8}$/.test(name));
  return [...new Set(wnids)].map((wnid) => ({ wnid, urls: Infinity, flickr: Infinity }));
}
