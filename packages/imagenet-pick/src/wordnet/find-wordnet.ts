import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { quote, reasonOf, UsageError } from '@fetchutils/plumbing';

import { createNounLexicon, isWordNet30 } from './data-noun.js';
import type { Lexicon } from './lexicon.js';

/** Where WordNet's own variables, Debian's wordnet-base, and its source put the files. */
function usualFolders(env: Readonly<Record<string, string | undefined>>): string[] {
  const { WNSEARCHDIR: dict, WNHOME: home } = env;
  const own = [...(dict ? [dict] : []), ...(home ? [join(home, 'dict')] : [])];
  return [...own, '/usr/share/wordnet', '/usr/local/share/wordnet', '/usr/local/WordNet-3.0/dict'];
}

/** Opens the WordNet folder that the user names, which must be one of version 3.0. */
export async function openWordNet(folder: string): Promise<Lexicon> {
  const path = join(folder, 'data.noun');
  const noun = await readFile(path).catch((error: unknown) => {
    throw new UsageError(`--wordnet ${quote(folder)}: ${quote(path)}: ${reasonOf(error)}`);
  });
  if (!isWordNet30(noun)) {
    throw new UsageError(`--wordnet ${quote(folder)} is not WordNet 3.0, whose offsets ImageNet's ids are`);
  }
  return createNounLexicon(noun);
}

/** Opens WordNet 3.0 where it usually is; nothing where it is not. */
export async function findWordNet(
  env: Readonly<Record<string, string | undefined>>,
): Promise<Lexicon | undefined> {
  for (const folder of usualFolders(env)) {
    const noun = await readFile(join(folder, 'data.noun')).catch(() => undefined);
    if (noun !== undefined && isWordNet30(noun)) return createNounLexicon(noun);
  }
  return undefined;
}
