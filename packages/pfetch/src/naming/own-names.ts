import { readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** The names below `--dir` of files that a run reads or writes itself, however they were spelled: nobody else gets them. */
export class OwnNames {
  readonly #names: readonly string[];

  constructor(dir: string, paths: readonly string[]) {
    const root = realPath(resolve(dir));
    // A link and what it leads to are both ours.
    const places = paths.flatMap((path) => [besideReal(resolve(path)), realPath(resolve(path))]);
    const names = places.map((place) => relative(root, place)).filter((name) => !leadsOut(name));
    this.#names = [...new Set(names)].map((name) => name.split(sep).join('/'));
  }

  /** True for such a name, in the spelling of `compare`, and for one that would need a folder of that name. */
  has(name: string, compare: (name: string) => string): boolean {
    return this.#names.some((own) => {
      const [ours, theirs] = [compare(own), compare(name)];
      return theirs === ours || theirs.startsWith(`${ours}/`);
    });
  }
}

function leadsOut(name: string): boolean {
  return name === '' || name === '..' || name.startsWith(`..${sep}`) || isAbsolute(name);
}

/** Links to links, as Linux has it: more of them are a circle. */
const mostLinks = 40;

/** A path as the system sees it; what is not there yet stands below the nearest folder that is, or where a link says. */
function realPath(path: string, links = 0): string {
  try {
    return realpathSync(path);
  } catch {
    const target = links < mostLinks ? targetOf(path) : undefined;
    if (target !== undefined) return realPath(resolve(dirname(path), target), links + 1);
    return path === dirname(path) ? path : besideReal(path);
  }
}

function targetOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function besideReal(path: string): string {
  return join(realPath(dirname(path)), basename(path));
}
