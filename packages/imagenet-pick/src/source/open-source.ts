import type { Io } from '@fetchutils/plumbing';

import { readCountTable } from '../choose/read-count-table.js';
import type { Options } from '../options.js';
import { openListSource } from './list-source.js';
import type { UrlSource } from './url-source.js';

/** Opens what the command line names: a list, a table of counts, or a list judged by such a table. */
export async function openSource(io: Io, options: Options, operands: readonly string[]): Promise<UrlSource> {
  const counts = options.counts === undefined ? undefined : await readCountTable(options.counts);
  const [name] = operands;
  if (counts !== undefined && name === undefined && (options.list || options.stats))
    return { classes: counts };
  const settings = { useCache: options.cache, isStrict: options.strict };
  const list = await openListSource(io, name ?? '-', settings);
  return counts === undefined ? list : { ...list, classes: counts };
}
