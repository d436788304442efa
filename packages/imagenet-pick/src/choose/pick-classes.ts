import type { ListedUrl } from '../list/read-line.js';
import { UrlSet } from '../list/url-set.js';
import type { HostTest } from '../urls/host-filter.js';
import type { ClassCount } from '../wordnet/class-count.js';

/** What makes a class eligible, and which of its URLs are used. */
export type PickRules = {
  /** How many classes; all that are eligible where it is left out. */
  classes: number | undefined;
  minUrls: number;
  perClass: number | undefined;
  isWanted: HostTest;
  /** No class has more usable URLs than this says, so that hopeless ones need not be read. */
  mostUrls: (count: ClassCount) => number;
  /** True where a URL that stands under several classes is used for each of them. */
  keepsShared: boolean;
  /** The order in which the URLs of a class are used. */
  order: (urls: ListedUrl[], wnid: string) => ListedUrl[];
};

/** The URLs of some classes by wnid, each class in the order of the list, as far as their hosts are wanted. */
export type ReadUrls = (
  wnids: readonly string[],
  isWanted: HostTest,
) => Promise<ReadonlyMap<string, readonly ListedUrl[]>>;

export type PickedClass = { wnid: string; urls: ListedUrl[] };

/** Classes as they are picked, which may take reading. */
export type PickedClasses = AsyncIterable<PickedClass> | Iterable<PickedClass>;

/** What has been picked and what was left out, counted as it goes. */
export type PickTally = { classes: number; urls: number; repeated: number; shared: number; tooFew: string[] };

const classesAtOnce = 64;
const urlsAtOnce = 250_000;

/** A tally of nothing yet. */
export function startTally(): PickTally {
  return { classes: 0, urls: 0, repeated: 0, shared: 0, tooFew: [] };
}

/** Goes through the candidates in their order and gives those with enough usable URLs, until there are as many as asked for. */
export async function* pickClasses(
  candidates: readonly ClassCount[],
  readUrls: ReadUrls,
  rules: PickRules,
  tally: PickTally,
): AsyncGenerator<PickedClass> {
  const wanted = rules.classes ?? Infinity;
  const hopeful = candidates.filter((count) => rules.mostUrls(count) >= rules.minUrls);
  const claimed = new UrlSet(countMost(hopeful, rules));
  const met = new UrlSet();
  for (let next = 0; tally.classes < wanted && next < hopeful.length;) {
    const batch = takeBatch(hopeful, next, wanted - tally.classes);
    next += batch.length;
    const read = await readUrls(batch, rules.isWanted);
    for (const wnid of batch) {
      const urls = chooseUrls({ wnid, listed: read.get(wnid) ?? [], claimed, met }, rules, tally);
      if (urls.length > 0) yield { wnid, urls };
    }
  }
  const isHopeful = new Set(hopeful);
  for (const count of candidates) if (!isHopeful.has(count)) tally.tooFew.push(count.wnid);
}

/** The same by the counts alone, where there are no URLs to look at. */
export function* pickByCounts(
  candidates: readonly ClassCount[],
  rules: PickRules,
  tally: PickTally,
): Generator<PickedClass> {
  for (const count of candidates) {
    if (tally.classes === rules.classes) return;
    if (rules.mostUrls(count) < rules.minUrls) tally.tooFew.push(count.wnid);
    else {
      tally.classes += 1;
      yield { wnid: count.wnid, urls: [] };
    }
  }
}

/** The most URLs that can come together, so that the set of them is as large as it must be from the start. */
function countMost(hopeful: readonly ClassCount[], { classes, perClass, mostUrls }: PickRules): number {
  const sizes = hopeful.map((count) => Math.min(mostUrls(count), perClass ?? Infinity)).sort((a, b) => b - a);
  const most = sizes.slice(0, classes).reduce((sum, size) => sum + size, 0);
  // Without counts the set grows as it must.
  return Number.isFinite(most) ? most : 0;
}

/** Some classes to read together: never more than are still wanted, nor than fit in memory. */
function takeBatch(hopeful: readonly ClassCount[], from: number, wanted: number): string[] {
  const batch: string[] = [];
  let urls = 0;
  for (let next = from; next < hopeful.length; next += 1) {
    const count = hopeful[next];
    if (count === undefined || batch.length >= Math.min(wanted, classesAtOnce)) break;
    urls += Number.isFinite(count.urls) ? count.urls : 0;
    if (batch.length > 0 && urls > urlsAtOnce) break;
    batch.push(count.wnid);
  }
  return batch;
}

type Choice = { wnid: string; listed: readonly ListedUrl[]; claimed: UrlSet; met: UrlSet };

/** The URLs of a class that are used; none where the class is not eligible. */
function chooseUrls({ wnid, listed, claimed, met }: Choice, rules: PickRules, tally: PickTally): ListedUrl[] {
  met.clear();
  const different = listed.filter(({ low, high }) => met.add(low, high));
  const free = rules.keepsShared ? different : different.filter(({ low, high }) => !claimed.has(low, high));
  if (free.length < rules.minUrls) {
    tally.tooFew.push(wnid);
    return [];
  }
  const chosen = rules.order(free, wnid).slice(0, rules.perClass);
  for (const { low, high } of chosen) claimed.add(low, high);
  tally.classes += 1;
  tally.urls += chosen.length;
  tally.repeated += listed.length - different.length;
  tally.shared += different.length - free.length;
  return chosen;
}
