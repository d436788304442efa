import { type Row, UsageError } from '@fetchutils/plumbing';

import type { PickedClasses } from './choose/pick-classes.js';
import type { ListedUrl } from './list/read-line.js';
import { interleave } from './urls/interleave.js';
import { spreadHosts } from './urls/spread-hosts.js';
import type { Lexicon } from './wordnet/lexicon.js';
import type { PickTask } from './pick-task.js';

/** Writes the URLs so that classes and hosts take turns. */
export async function writeInterleaved(task: PickTask, picked: PickedClasses): Promise<void> {
  for await (const urls of interleave(spreadClasses(picked))) {
    if (task.io.signal.aborted) return;
    await writeRows(task, urls);
  }
}

/** Writes the URLs in the order of the list: what is picked is found first, and the list then read from its top. */
export async function writeInListOrder(task: PickTask, picked: PickedClasses): Promise<void> {
  if (task.source.readInOrder === undefined)
    throw new UsageError('--order list needs a list to take the order from');
  const used = new Map<string, Uint8Array>();
  for await (const { wnid, urls } of picked) used.set(wnid, markPlaces(urls));
  for await (const urls of task.source.readInOrder([...used.keys()])) {
    if (task.io.signal.aborted) return;
    await writeRows(
      task,
      urls.filter(({ wnid, nth }) => used.get(wnid)?.[nth] === 1),
    );
  }
}

async function* spreadClasses(picked: PickedClasses): AsyncGenerator<ListedUrl[]> {
  for await (const { wnid, urls } of picked) yield spreadHosts(urls, wnid);
}

/** A byte for each URL of a class: millions are held in as many bytes. */
function markPlaces(urls: readonly ListedUrl[]): Uint8Array {
  const places = new Uint8Array(urls.reduce((most, { nth }) => Math.max(most, nth + 1), 0));
  for (const { nth } of urls) places[nth] = 1;
  return places;
}

async function writeRows({ writer, lexicon }: PickTask, urls: readonly ListedUrl[]): Promise<void> {
  for (const url of urls) {
    const behind = writer.write(toRow(url, lexicon));
    if (behind !== undefined) await behind;
  }
}

function toRow({ url, wnid, id, isFlickr }: ListedUrl, lexicon: Lexicon): Row {
  const name = lexicon.namesOf(wnid)[0];
  if (name === undefined) return { url, class: wnid, id, flickr: isFlickr };
  return { url, class: wnid, id, class_name: name, flickr: isFlickr };
}
