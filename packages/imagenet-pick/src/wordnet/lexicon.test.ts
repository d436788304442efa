import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createNounLexicon, isWordNet30 } from './data-noun.js';
import type { Lexicon } from './lexicon.js';
import { loadLexicon } from './load-lexicon.js';
import { findDepth, walkUp } from './walk-up.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lexicon-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

/** A lexicon of nothing but a hierarchy. */
function hierarchy(parents: Record<string, string[]>): Lexicon {
  return { namesOf: () => [], glossOf: () => undefined, parentsOf: (wnid) => parents[wnid] };
}

describe('data.noun', () => {
  const head = '  1 WordNet 3.0 Copyright 2006 by Princeton University.\n';
  const offset = String(head.length).padStart(8, '0');
  const noun = Buffer.from(
    `${head}${offset} 05 n 02 dog 0 domestic_dog 0 004 @ 02083346 n 0000 @i 01317541 n 0000 #m 02083863 n 0000 ~ 01322604 n 0000 | a member | of a genus  \n`,
  );
  const lexicon = createNounLexicon(noun);

  test('a line is found by its offset, and names, gloss and what is above it are read', () => {
    expect(lexicon.namesOf(`n${offset}`)).toEqual(['dog', 'domestic dog']);
    expect(lexicon.glossOf(`n${offset}`)).toBe('a member | of a genus');
    expect(lexicon.parentsOf(`n${offset}`)).toEqual(['n02083346', 'n01317541']);
  });

  test.each(['n00000000', 'n00000003', 'n99999999'])('%s, where no line begins, is unknown', (wnid) => {
    expect([lexicon.namesOf(wnid), lexicon.glossOf(wnid), lexicon.parentsOf(wnid)]).toEqual([
      [],
      undefined,
      undefined,
    ]);
  });

  test('another version is known as such', () => {
    expect([isWordNet30(noun), isWordNet30(Buffer.from('  1 WordNet 3.1 Copyright'))]).toEqual([true, false]);
  });
});

test('files win over WordNet, each for what it tells', async () => {
  const lexicon = await loadLexicon(
    {
      words: await write('words.txt', '\ufeffn00000001\tdog, domestic dog\r\nn00000002 cat, true cat\r\n'),
      glosses: await write('gloss.txt', 'n00000001\ta member; "barking"\n'),
      isA: await write('is_a.txt', 'n00000003 n00000001\nn00000004 n00000001\n'),
      wordnet: 'none',
    },
    {},
  );
  expect([lexicon.namesOf('n00000001'), lexicon.namesOf('n00000002')]).toEqual([
    ['dog', 'domestic dog'],
    ['cat', 'true cat'],
  ]);
  expect(lexicon.glossOf('n00000001')).toBe('a member; "barking"');
  expect(lexicon.parentsOf('n00000001')).toEqual(['n00000003', 'n00000004']);
  expect([lexicon.parentsOf('n00000003'), lexicon.parentsOf('n00000009')]).toEqual([[], undefined]);
});

test.each([
  ['words', 'dog\n', 'line 1: expected a wnid and its names, got "dog"'],
  [
    'isA',
    'n00000001 n00000002\nn00000001\n',
    'line 2: expected a parent wnid and a child wnid, got "n00000001"',
  ],
] as const)('a bad line of %s is named', async (option, text, message) => {
  const path = await write('bad.txt', text);
  await expect(loadLexicon({ wordnet: 'none', [option]: path }, {})).rejects.toThrow(message);
});

describe('walking up', () => {
  const lexicon = hierarchy({ a: ['b', 'c'], b: ['d'], c: ['top'], d: ['top'], top: [] });

  test('meets all above, nearest first, each once', () => {
    expect([...walkUp(lexicon, 'a')].map(({ wnid, distance }) => `${wnid}${distance}`)).toEqual([
      'a0',
      'b1',
      'c1',
      'd2',
      'top2',
    ]);
  });

  test('the depth is that of the shortest way', () => {
    expect(['a', 'd', 'top', 'unknown'].map((wnid) => findDepth(lexicon, wnid))).toEqual([
      2,
      1,
      0,
      undefined,
    ]);
  });

  test('a circle ends', () => {
    const circle = hierarchy({ a: ['b'], b: ['a'] });
    expect([...walkUp(circle, 'a')]).toHaveLength(2);
    expect(findDepth(circle, 'a')).toBeUndefined();
  });
});
