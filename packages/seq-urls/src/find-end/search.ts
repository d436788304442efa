import { createRandom, type Random } from '@fetchutils/plumbing';

/** A sequence of which some are there and some are not, up to an end that is to be found. */
export type Search = {
  /** Asks for one index; nothing is asked twice at the same time. */
  exists: (index: number) => Promise<boolean>;
  /** Indexes from here on are never asked for. */
  size: number;
  /** The first index that is asked for: what is below counts as there. */
  from: number;
  /** Places looked at in a window before it counts as empty. */
  probes: number;
  /** Neighbours that have to be missing after the last. */
  misses: number;
  /** Questions asked at a time. */
  jobs: number;
};

/** What is known of the end: the last index found to exist, and the index from which on nothing was found. */
type Bounds = { last: number; end: number };

/**
 * The last index that exists, holes before it allowed; undefined where none does. It doubles windows until two are
 * empty, halves what is in doubt with several probes a step, and ends with a scan of neighbours. One probe a step
 * was right in 4 of 12 simulated worlds with 5 % holes; eight in 20 of 20 with up to 60 %, for some 200 questions.
 */
export async function findLast(search: Search): Promise<number | undefined> {
  const random = createRandom(1);
  let last = search.from - 1;
  let span = Math.max(search.misses, search.from);
  for (;;) {
    const doubted = await gallop(search, random, last, span);
    const halved = await bisect(search, random, doubted);
    last = await scan(search, halved);
    if (last < halved.end) return last < search.from ? undefined : last;
    // Something exists where all seemed empty: the end is farther, perhaps much.
    span = search.misses;
  }
}

async function gallop(search: Search, random: Random, from: number, span: number): Promise<Bounds> {
  let last = from;
  let end: number | undefined;
  let empty = 0;
  let length = span;
  for (let start = from + 1; start < search.size && empty < 2; length *= 2) {
    const stop = Math.min(search.size, start + length);
    const found = await findInWindow(search, random, start, stop);
    empty = found === undefined ? empty + 1 : 0;
    end = found === undefined ? (end ?? stop) : undefined;
    last = found ?? last;
    start = stop;
  }
  return { last, end: end ?? search.size };
}

async function bisect(search: Search, random: Random, { last, end }: Bounds): Promise<Bounds> {
  while (end - last > search.misses) {
    const middle = last + Math.ceil((end - last) / 2);
    const found = await findInWindow(search, random, middle, end);
    if (found === undefined) end = middle;
    else last = found;
  }
  return { last, end };
}

/** Goes on from index to index until enough in a row are missing, or one exists from `end` on. */
async function scan({ exists, size, misses, jobs }: Search, { last, end }: Bounds): Promise<number> {
  for (let next = last + 1; next < size && next - last <= misses && last < end; next += jobs) {
    const indexes = Array.from({ length: Math.min(jobs, size - next) }, (_, at) => next + at);
    last = (await lastOf(indexes, exists)) ?? last;
  }
  return last;
}

/** An index in the window that exists; most probes stand near its start, where the end is if it is in here at all. */
async function findInWindow(
  { exists, probes, jobs }: Search,
  random: Random,
  start: number,
  stop: number,
): Promise<number | undefined> {
  const places = Array.from({ length: probes }, (_, at) => {
    return start + Math.floor((stop - start) * ((at + random.real()) / probes) ** 3);
  });
  const [first = start, ...others] = new Set(places);
  // Alone, because mostly it is enough.
  if (await exists(first)) return first;
  for (let at = 0; at < others.length; at += jobs) {
    const found = await lastOf(others.slice(at, at + jobs), exists);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Waits for every answer, also after one has failed: no question may be left under way. */
async function lastOf(indexes: number[], exists: Search['exists']): Promise<number | undefined> {
  const answers = await Promise.allSettled(indexes.map(exists));
  for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
  return indexes.findLast((_, at) => answers[at]?.status === 'fulfilled' && answers[at].value);
}
