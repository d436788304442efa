import { readFile } from 'node:fs/promises';

import { quote, reasonOf, UsageError } from '@fetchutils/plumbing';

const wnid = String.raw`n\d{8}`;

/** Reads words.txt (`wnid<TAB>name, name`) or an ILSVRC list (`wnid name, name`). */
export async function readNames(path: string): Promise<Map<string, string[]>> {
  const texts = await readPairs(path, 'a wnid and its names');
  return new Map([...texts].map(([id, text]) => [id, splitNames(text)]));
}

/** Reads gloss.txt (`wnid<TAB>text`). */
export function readGlosses(path: string): Promise<Map<string, string>> {
  return readPairs(path, 'a wnid and its gloss');
}

/** Reads wordnet.is_a.txt (`parent child`); a child may have several parents, and all count. */
export async function readParents(path: string): Promise<Map<string, string[]>> {
  const parents = new Map<string, string[]>();
  const relation = new RegExp(`^(${wnid})\\s+(${wnid})$`);
  for (const { line, text } of await readLines(path)) {
    const [, parent, child] =
      relation.exec(text) ?? refuse(path, line, text, 'a parent wnid and a child wnid');
    if (parent === undefined || child === undefined) continue;
    if (!parents.has(parent)) parents.set(parent, []);
    parents.set(child, [...(parents.get(child) ?? []), parent]);
  }
  return parents;
}

/** `dog, domestic dog, Canis familiaris` as three names. */
function splitNames(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

async function readPairs(path: string, expected: string): Promise<Map<string, string>> {
  const pair = new RegExp(`^(${wnid})\\s+(.*)$`);
  const pairs = new Map<string, string>();
  for (const { line, text } of await readLines(path)) {
    const [, id, rest] = pair.exec(text) ?? refuse(path, line, text, expected);
    if (id !== undefined && rest !== undefined) pairs.set(id, rest.trim());
  }
  return pairs;
}

async function readLines(path: string): Promise<{ line: number; text: string }[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(`${quote(path)}: ${reasonOf(error)}`);
  });
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((content, index) => ({ line: index + 1, text: content }))
    .filter((content) => content.text !== '');
}

function refuse(path: string, line: number, text: string, expected: string): never {
  throw new UsageError(`${quote(path)} line ${line}: expected ${expected}, got ${quote(text)}`);
}
