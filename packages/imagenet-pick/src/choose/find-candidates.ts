import { type Messages, quote, UsageError } from '@fetchutils/plumbing';

import type { Lexicon } from '../wordnet/lexicon.js';
import { walkUp } from '../wordnet/walk-up.js';
import type { ClassCount } from '../wordnet/class-count.js';
import { resolveName } from './resolve-name.js';

/** Which classes a user wants; all that is given must hold. */
export type ClassRules = {
  /** Wnids or names, as typed. */
  named: readonly string[];
  /** Wnids out of a file. */
  fromFile: readonly string[] | undefined;
  under: readonly string[];
  match: RegExp | undefined;
};

export type Candidates = { classes: ClassCount[]; missing: string[] };

/** Finds the classes that may be picked, in the order of the list, and those that were named but are not in it. */
export function findCandidates(
  all: readonly ClassCount[],
  rules: ClassRules,
  lexicon: Lexicon,
  messages: Messages,
): Candidates {
  const named = findNamed(all, rules, lexicon, messages);
  const known = new Set(all.map(({ wnid }) => wnid));
  const isUnder = createUnderTest(all, rules.under, lexicon, messages);
  const isMatch = createMatchTest(all, rules.match, lexicon);
  return {
    classes: all.filter(({ wnid }) => (named?.has(wnid) ?? true) && isUnder(wnid) && isMatch(wnid)),
    missing: [...(named ?? [])].filter((wnid) => !known.has(wnid)),
  };
}

function findNamed(all: readonly ClassCount[], rules: ClassRules, lexicon: Lexicon, messages: Messages) {
  if (rules.named.length === 0 && rules.fromFile === undefined) return undefined;
  const typed = rules.named.map((text) =>
    resolveName({ option: 'class', text, possible: all }, lexicon, messages),
  );
  return new Set([...typed, ...(rules.fromFile ?? [])]);
}

function createUnderTest(
  all: readonly ClassCount[],
  under: readonly string[],
  lexicon: Lexicon,
  messages: Messages,
): (wnid: string) => boolean {
  if (under.length === 0) return () => true;
  const subtrees = countSubtrees(all, lexicon);
  const roots = under.map((text) => {
    const root = resolveName({ option: 'under', text, possible: [...subtrees.values()] }, lexicon, messages);
    if (!subtrees.has(root)) throw new UsageError(`--under ${quote(text)}: no class of the list is there`);
    return root;
  });
  return (wnid) => [...walkUp(lexicon, wnid)].some((above) => roots.includes(above.wnid));
}

/** Everything that has classes of the list under it, or is one, with the sum of their URLs. */
function countSubtrees(all: readonly ClassCount[], lexicon: Lexicon): Map<string, ClassCount> {
  const sums = new Map<string, ClassCount>();
  for (const { wnid, urls, flickr } of all) {
    for (const above of walkUp(lexicon, wnid)) {
      const sum = sums.get(above.wnid) ?? { wnid: above.wnid, urls: 0, flickr: 0 };
      sum.urls += urls;
      sum.flickr += flickr;
      sums.set(above.wnid, sum);
    }
  }
  return sums;
}

function createMatchTest(all: readonly ClassCount[], match: RegExp | undefined, lexicon: Lexicon) {
  if (match === undefined) return () => true;
  if (all.length > 0 && all.every(({ wnid }) => lexicon.namesOf(wnid).length === 0)) {
    throw new UsageError('--match needs names: give --words or --wordnet');
  }
  return (wnid: string): boolean =>
    match.test(lexicon.namesOf(wnid).join(', ')) || match.test(lexicon.glossOf(wnid) ?? '');
}
