import { type Io, quote, StopRun } from '@fetchutils/plumbing';

import { describeOddLines, findFirstOddLine, hasUnusableLines, type OddLines } from '../list/odd-lines.js';
import { openList } from '../list/open-list.js';
import { readClasses } from '../list/read-classes.js';
import type { ListedUrl } from '../list/read-line.js';
import type { HostTest } from '../urls/host-filter.js';
import type { UrlSource } from './url-source.js';

/** The URLs of a list file; with `isStrict` an odd line ends the run. */
export async function openListSource(
  io: Io,
  name: string,
  settings: { useCache: boolean; isStrict: boolean },
): Promise<UrlSource> {
  const label = name === '-' ? 'standard input' : quote(name);
  const watch = (doneShare: number, odd: OddLines): void => {
    io.signal.throwIfAborted();
    if (settings.isStrict) refuseOddLines(label, odd);
    io.stderr.status(`counting the URLs in ${label}: ${Math.floor(doneShare * 100)} %`);
  };
  const { file, index } = await openList(io, name, { useCache: settings.useCache, watch });
  io.stderr.status('');
  const byWnid = new Map(index.classes.map((listed) => [listed.wnid, listed]));

  function readInOrder(wnids: readonly string[], isWanted: HostTest): AsyncGenerator<ListedUrl[]> {
    const listed = wnids.map((wnid) => byWnid.get(wnid)).filter((found) => found !== undefined);
    return readClasses(file, listed, isWanted);
  }

  const odd = describeOddLines(index.odd, index.usableLines);
  return {
    classes: index.classes,
    readInOrder: (wnids) => readInOrder(wnids, () => true),
    async readUrls(wnids, isWanted) {
      const urls = new Map<string, ListedUrl[]>(wnids.map((wnid) => [wnid, []]));
      for await (const block of readInOrder(wnids, isWanted)) {
        for (const url of block) urls.get(url.wnid)?.push(url);
      }
      return urls;
    },
    complaint: odd === undefined ? undefined : `${label}: ${odd}`,
    hasLosses: () => hasUnusableLines(index.odd),
    close: () => file.close(),
  };
}

function refuseOddLines(label: string, odd: OddLines): void {
  const first = findFirstOddLine(odd);
  if (first === undefined) return;
  throw new StopRun(`${label} line ${first.line} is ${first.words}, and --strict takes none such`);
}
