import type { Row } from '@fetchutils/plumbing';

import type { ClassCount } from '../wordnet/class-count.js';
import type { Lexicon } from '../wordnet/lexicon.js';
import { findDepth } from '../wordnet/walk-up.js';

/** The row that --list writes for a class; what is not known is left out. */
export function toClassRow({ wnid, urls, flickr }: ClassCount, lexicon: Lexicon): Row {
  const names = lexicon.namesOf(wnid);
  const gloss = lexicon.glossOf(wnid);
  const depth = findDepth(lexicon, wnid);
  return {
    wnid,
    ...(names[0] === undefined ? {} : { name: names[0], names: names.join(', ') }),
    ...(gloss === undefined ? {} : { gloss }),
    urls,
    flickr,
    ...(depth === undefined ? {} : { depth }),
  };
}
