import type { Io, RowWriter } from '@fetchutils/plumbing';

import type { Candidates } from './choose/find-candidates.js';
import type { Options } from './options.js';
import type { UrlSource } from './source/url-source.js';
import type { Lexicon } from './wordnet/lexicon.js';

/** All that a pick is made from, and where it goes. */
export type PickTask = {
  io: Io;
  options: Options;
  source: UrlSource;
  lexicon: Lexicon;
  candidates: Candidates;
  writer: RowWriter;
};
