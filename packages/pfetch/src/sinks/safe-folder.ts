import { lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { sep } from 'node:path';

import { codeOf } from '@fetchutils/plumbing';
import { FetchError } from '@fetchutils/plumbing/http';

import { scratchPrefix } from './scratch.js';

const maxKnown = 10_000;
const longestPath = 4096;

/** Makes folders below one root and never leaves it, whatever symbolic links lie inside. */
export class SafeFolders {
  readonly #root: string;
  readonly #known = new Set<string>();
  /** Folders, and where they are behind links. */
  readonly #real = new Map<string, string>();
  #realRoot: string | undefined;

  constructor(root: string) {
    this.#root = root;
  }

  /** Sees to it that the folder of `name` is there and inside; throws a FetchError where it cannot be. */
  prepareFor(name: string): void {
    const folder = name.slice(0, Math.max(0, name.lastIndexOf('/')));
    if (this.#known.has(folder)) return;
    if (folder.startsWith(scratchPrefix)) {
      throw new FetchError(
        'policy',
        'reserved',
        `${scratchPrefix}... is where pfetch keeps bodies that grow`,
      );
    }
    this.#realRoot ??= this.#makeRoot();
    let path = this.#root;
    for (const component of folder === '' ? [] : folder.split('/')) {
      path += `/${component}`;
      this.#enter(path);
    }
    // Bounded: a list with a folder a row must not fill the memory with their names.
    if (this.#known.size >= maxKnown) this.#known.clear();
    this.#known.add(folder);
  }

  /** Forgets what is known, for a caller who was told that a folder has gone. */
  forget(): void {
    this.#known.clear();
    this.#real.clear();
    this.#realRoot = undefined;
  }

  /** A name without the links on the way to its folder; the name itself where they lead out or nowhere. */
  realName(name: string): string {
    const cut = name.lastIndexOf('/');
    if (cut < 0) return name;
    const real = this.#realFolder(name.slice(0, cut));
    return real === '' ? name.slice(cut + 1) : `${real}${name.slice(cut)}`;
  }

  /** True where a link leads to something below the root. */
  holds(link: string): boolean {
    this.#realRoot ??= realpathSync(this.#root);
    return realpathSync(link).startsWith(`${this.#realRoot}${sep}`);
  }

  #realFolder(folder: string): string {
    const known = this.#real.get(folder);
    if (known !== undefined) return known;
    // No path is longer, and so no folder deeper.
    if (folder.length > longestPath) return folder;
    const cut = folder.lastIndexOf('/');
    const parent = cut < 0 ? '' : this.#realFolder(folder.slice(0, cut));
    const real = this.#follow(parent === '' ? folder.slice(cut + 1) : `${parent}${folder.slice(cut)}`);
    if (this.#real.size >= maxKnown) this.#real.clear();
    this.#real.set(folder, real);
    return real;
  }

  #follow(folder: string): string {
    try {
      const path = `${this.#root}/${folder}`;
      if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return folder;
      this.#realRoot ??= realpathSync(this.#root);
      const target = realpathSync(path);
      if (target === this.#realRoot) return '';
      if (target.startsWith(`${this.#realRoot}${sep}`)) return target.slice(this.#realRoot.length + 1);
    } catch {
      // It leads nowhere, or a file is in the way: `prepareFor` will say so.
    }
    return folder;
  }

  #makeRoot(): string {
    mkdirSync(this.#root, { recursive: true });
    return realpathSync(this.#root);
  }

  #enter(path: string): void {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) makeFolder(path);
    else if (stats.isSymbolicLink()) this.#checkLink(path);
    else if (!stats.isDirectory()) {
      throw new FetchError('sink', 'ENOTDIR', `${path} is a file, and a folder of that name is needed`);
    }
  }

  #checkLink(path: string): void {
    const target = realpathSync(path);
    if (target === this.#realRoot || target.startsWith(`${this.#realRoot}${sep}`)) return;
    throw new FetchError('policy', 'outside', `${path} is a symbolic link out of the output folder`);
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process of the same pipeline may have made it a moment ago.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}
