import type { Lexicon } from './lexicon.js';

type Synset = { names: string[]; gloss: string; parents: string[] };

/** A lexicon over WordNet's data.noun: a wnid is "n" and the offset of its line, so nothing is read but what is asked for. */
export function createNounLexicon(noun: Buffer): Lexicon {
  const read = new Map<string, Synset | undefined>();

  function synsetOf(wnid: string): Synset | undefined {
    if (!read.has(wnid)) read.set(wnid, readSynset(noun, wnid));
    return read.get(wnid);
  }

  return {
    namesOf: (wnid) => synsetOf(wnid)?.names ?? [],
    glossOf: (wnid) => synsetOf(wnid)?.gloss,
    parentsOf: (wnid) => synsetOf(wnid)?.parents,
  };
}

/** True for WordNet 3.0, whose offsets are ImageNet's; those of 3.1 and 2.1 are others. */
export function isWordNet30(noun: Buffer): boolean {
  return noun.toString('latin1', 0, 2048).includes('WordNet 3.0 Copyright');
}

/** Reads `offset file n words(hex) word id ... pointers symbol offset n source/target ... | gloss` (wndb(5WN)). */
function readSynset(noun: Buffer, wnid: string): Synset | undefined {
  const start = Number(wnid.slice(1));
  const line = noun.toString('utf8', start, noun.indexOf(0x0a, start));
  if (!line.startsWith(`${wnid.slice(1)} `)) return undefined;
  const glossAt = line.indexOf(' | ');
  const fields = line.slice(0, glossAt).split(' ');
  const words = parseInt(fields[3] ?? '', 16);
  const pointersAt = 4 + words * 2 + 1;
  const names = fields.slice(4, pointersAt - 1).filter((_, index) => index % 2 === 0);
  const parents: string[] = [];
  for (let at = pointersAt; at + 3 < fields.length; at += 4) {
    // "@" is a kind of, "@i" an instance of: ImageNet's hierarchy has both.
    const [symbol, offset] = [fields[at], fields[at + 1]];
    if ((symbol === '@' || symbol === '@i') && offset !== undefined) parents.push(`n${offset}`);
  }
  return {
    names: names.map((name) => name.replaceAll('_', ' ')),
    gloss: line.slice(glossAt + 3).trim(),
    parents,
  };
}
