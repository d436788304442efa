import type { FileHandle } from 'node:fs/promises';

import { readClasses } from './read-classes.js';
import { type ListedClass, type ListIndex, type ScanWatcher, scanList } from './scan-list.js';

const urlsAtOnce = 250_000;

/** Counts the different URLs of every class. Classes whose lines do not stand together are counted a second time, as a whole. */
export async function indexList(file: FileHandle, watch: ScanWatcher): Promise<ListIndex> {
  const { size } = await file.stat();
  const index = await scanList(file, size, watch);
  for (const batch of inBatches(index.classes.filter(({ isScattered }) => isScattered))) {
    await countAgain(file, batch);
    watch(1, index.odd);
  }
  return index;
}

async function countAgain(file: FileHandle, classes: readonly ListedClass[]): Promise<void> {
  const urlsOf = new Map(classes.map(({ wnid }) => [wnid, new Set<string>()]));
  const flickrOf = new Map(classes.map(({ wnid }) => [wnid, 0]));
  for await (const urls of readClasses(file, classes, () => true)) {
    for (const { wnid, low, high, isFlickr } of urls) {
      const known = urlsOf.get(wnid);
      const url = `${low} ${high}`;
      if (known === undefined || known.has(url)) continue;
      known.add(url);
      if (isFlickr) flickrOf.set(wnid, (flickrOf.get(wnid) ?? 0) + 1);
    }
  }
  for (const listed of classes) {
    listed.urls = urlsOf.get(listed.wnid)?.size ?? 0;
    listed.flickr = flickrOf.get(listed.wnid) ?? 0;
  }
}

/** As many classes at a time as fit in memory together. */
function* inBatches(classes: readonly ListedClass[]): Generator<ListedClass[]> {
  let batch: ListedClass[] = [];
  let urls = 0;
  for (const listed of classes) {
    batch.push(listed);
    urls += listed.urls;
    if (urls < urlsAtOnce) continue;
    yield batch;
    batch = [];
    urls = 0;
  }
  if (batch.length > 0) yield batch;
}
