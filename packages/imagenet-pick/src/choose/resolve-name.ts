import { type Messages, nearest, quote, UsageError } from '@fetchutils/plumbing';

import type { Lexicon } from '../wordnet/lexicon.js';
import type { ClassCount } from '../wordnet/class-count.js';

export type NameQuestion = {
  /** The option that the name was given to. */
  option: string;
  text: string;
  /** All that could be meant: the URLs are those of the class, or of all under it. */
  possible: readonly ClassCount[];
};

/** The wnid that a user's word stands for. A name of several classes is never guessed: they are shown, and the run ends. */
export function resolveName(
  { option, text, possible }: NameQuestion,
  lexicon: Lexicon,
  messages: Messages,
): string {
  if (/^n\d{8}$/.test(text)) return text;
  const wanted = fold(text);
  const found = possible.filter(({ wnid }) => lexicon.namesOf(wnid).some((name) => fold(name) === wanted));
  const [only] = found;
  if (only === undefined)
    throw new UsageError(`--${option} ${quote(text)}: ${explainUnknown(wanted, possible, lexicon)}`);
  if (found.length === 1) return only.wnid;
  messages.print(found.sort((a, b) => b.urls - a.urls).map((count) => describe(count, lexicon)));
  throw new UsageError(
    `--${option} ${quote(text)} is the name of ${found.length} classes; give the wnid of one of them`,
  );
}

/** Names are compared without regard to case, and "_" is a space as in WordNet. */
function fold(name: string): string {
  return name.replaceAll('_', ' ').trim().toLowerCase();
}

function describe({ wnid, urls }: ClassCount, lexicon: Lexicon): string {
  const names = lexicon.namesOf(wnid).join(', ');
  const gloss = lexicon.glossOf(wnid) ?? '';
  return `  ${wnid}  ${urls} URLs  ${names}${gloss === '' ? '' : `: ${gloss}`}`;
}

function explainUnknown(wanted: string, possible: readonly ClassCount[], lexicon: Lexicon): string {
  const names = possible.flatMap(({ wnid }) => lexicon.namesOf(wnid).map(fold));
  if (names.length === 0) return 'no names are known; give a wnid, or --words or --wordnet';
  const meant = nearest(wanted, [...new Set(names)]);
  return `no class of the list has this name${meant === undefined ? '' : `; did you mean ${quote(meant)}?`}`;
}
