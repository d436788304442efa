import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

import { describe, expect, test } from 'vitest';

/** The rooms of pfetch from the ground up: each knows those further down this list alone, types included. */
const storeys = [
  ['row'],
  ['sinks'],
  ['body'],
  ['naming', 'quota', 'memory'],
  ['schedule', 'fetch'],
  ['report'],
  ['run'],
  ['options'],
  ['setup'],
  // The files beside the rooms.
  ['.'],
];

const packages = new URL('../packages/', import.meta.url);

/** One file that imports another, both as paths below `src`. */
type Import = { from: string; to: string };

describe('the house', () => {
  test('pfetch: no import upwards, and none between rooms of one storey', () => {
    const floorOf = (path: string): number => storeys.findIndex((rooms) => rooms.includes(roomOf(path)));
    const imports = importsOf('pfetch');
    expect(imports.flatMap(({ from, to }) => [from, to]).filter((path) => floorOf(path) < 0)).toEqual([]);
    const upwards = imports.filter(
      ({ from, to }) => roomOf(from) !== roomOf(to) && floorOf(to) >= floorOf(from),
    );
    expect(upwards).toEqual([]);
  });

  test.each(packageNames())('%s: no room imports itself through another', (name) => {
    const rooms = importsOf(name).map(({ from, to }): Edge => [roomOf(from), roomOf(to)]);
    // What lies beside the rooms puts them together, or is what all of them stand on: the circles of files tell which.
    expect(findCircle(rooms.filter((edge) => !edge.some((room) => room === '.' || room === 'http')))).toEqual(
      [],
    );
  });

  test.each(packageNames())('%s: no file imports itself through others', (name) => {
    expect(findCircle(importsOf(name).map(({ from, to }): Edge => [from, to]))).toEqual([]);
  });

  test('no tool imports another', () => {
    const tools = packageNames().filter((name) => name !== 'plumbing');
    const strays = tools.flatMap((tool) =>
      sourcesOf(tool).filter((path) => /'@fetchutils\/(?!plumbing)/.test(read(tool, path))),
    );
    expect(strays).toEqual([]);
  });

  test('no source file has more than 250 lines', () => {
    const long = packageNames().flatMap((name) =>
      sourcesOf(name)
        .filter((path) => read(name, path).split('\n').length > 251)
        .map((path) => `${name}/${path}`),
    );
    expect(long).toEqual([]);
  });
});

type Edge = readonly [string, string];

function packageNames(): string[] {
  return readdirSync(packages);
}

function sourcesOf(name: string): string[] {
  return readdirSync(new URL(`${name}/src/`, packages), { recursive: true, encoding: 'utf8' }).filter(
    (path) => /(?<!\.test)\.ts$/.test(path),
  );
}

function read(name: string, path: string): string {
  return readFileSync(new URL(`${name}/src/${path}`, packages), 'utf8');
}

/** What the sources of a package import from each other. */
function importsOf(name: string): Import[] {
  return sourcesOf(name).flatMap((from) =>
    [...read(name, from).matchAll(/(?:\bfrom|\bimport\(?) ?'(\.[^']*)\.js'/g)].map(([, path = '']) => ({
      from,
      to: `${normalize(join(dirname(from), path))}.ts`,
    })),
  );
}

/** The first folder of a path, the second where that is `http`; '.' for a file beside them. */
function roomOf(path: string): string {
  const [first = '.', second = '.'] = dirname(path).split('/');
  return first === 'http' && second !== '.' ? `${first}/${second}` : first;
}

/** What stands on the way of a circle, where there is one. */
function findCircle(edges: readonly Edge[]): string[] {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of edges) if (from !== to) next.set(from, (next.get(from) ?? new Set()).add(to));
  const done = new Set<string>();
  const visit = (node: string, way: readonly string[]): string[] => {
    if (way.includes(node)) return [...way.slice(way.indexOf(node)), node];
    if (done.has(node)) return [];
    for (const other of next.get(node) ?? []) {
      const circle = visit(other, [...way, node]);
      if (circle.length > 0) return circle;
    }
    done.add(node);
    return [];
  };
  for (const node of next.keys()) {
    const circle = visit(node, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
