import type { ClassCount } from './class-count.js';
import type { Lexicon } from './lexicon.js';

/** A lexicon that also knows the names that came with the counts. */
export function withNames(lexicon: Lexicon, counts: readonly ClassCount[]): Lexicon {
  const named = counts.flatMap(({ wnid, name }): [string, string][] =>
    name === undefined ? [] : [[wnid, name]],
  );
  if (named.length === 0) return lexicon;
  const nameOf = new Map(named);
  return {
    ...lexicon,
    namesOf(wnid) {
      const names = lexicon.namesOf(wnid);
      const name = nameOf.get(wnid);
      return names.length > 0 || name === undefined ? names : [name];
    },
  };
}
