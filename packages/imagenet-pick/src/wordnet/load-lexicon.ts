import { openWordNet, findWordNet } from './find-wordnet.js';
import { emptyLexicon, type Lexicon } from './lexicon.js';
import { readGlosses, readNames, readParents } from './word-files.js';

/** Where names, glosses and the hierarchy are to be taken from; what no file gives comes from WordNet. */
export type LexiconFiles = {
  words?: string | undefined;
  glosses?: string | undefined;
  isA?: string | undefined;
  /** A folder, "none", or nothing to look where it usually is. */
  wordnet?: string | undefined;
};

/** Gathers all that is known of the classes. */
export async function loadLexicon(
  files: LexiconFiles,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Lexicon> {
  const wordnet = await loadWordNet(files.wordnet, env);
  const names = files.words === undefined ? undefined : await readNames(files.words);
  const glosses = files.glosses === undefined ? undefined : await readGlosses(files.glosses);
  const parents = files.isA === undefined ? undefined : await readParents(files.isA);
  return {
    namesOf: (wnid) => names?.get(wnid) ?? wordnet.namesOf(wnid),
    glossOf: (wnid) => glosses?.get(wnid) ?? wordnet.glossOf(wnid),
    // One hierarchy, not a mixture: a class that the file leaves out has no place in it.
    parentsOf: (wnid) => (parents === undefined ? wordnet.parentsOf(wnid) : parents.get(wnid)),
  };
}

async function loadWordNet(
  folder: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Lexicon> {
  if (folder === 'none') return emptyLexicon;
  return folder === undefined ? ((await findWordNet(env)) ?? emptyLexicon) : openWordNet(folder);
}
