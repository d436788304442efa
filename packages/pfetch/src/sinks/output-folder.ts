import { accessSync, constants, linkSync, lstatSync, openSync, rmSync, type Stats, statSync } from 'node:fs';

import { codeOf, quote, reasonOf, UsageError } from '@fetchutils/plumbing';

import { entriesOf } from './entries-of.js';
import { giveName, giveNewName } from './give-name.js';
import { nearestFolder } from './nearest-folder.js';
import { SafeFolders } from './safe-folder.js';
import { Scratch } from './scratch.js';
import type { BodyNaming, FoundFile } from './sink.js';

/** The folder below which files go, and the one in it where they grow. */
export class OutputFolder {
  readonly dir: string;
  /** True where nothing was in it when the run began. */
  readonly wasEmpty: boolean;
  readonly #beganMs = Date.now();
  readonly #folders: SafeFolders;
  readonly #scratch: Scratch;

  constructor(dir: string) {
    this.dir = dir;
    this.wasEmpty = isEmpty(dir);
    this.#folders = new SafeFolders(dir);
    this.#scratch = new Scratch(dir);
  }

  /** Throws where nothing can be made here; removes what dead runs have left. */
  prepare(): void {
    accessSync(nearestFolder(this.dir), constants.W_OK | constants.X_OK);
    this.#scratch.sweep();
  }

  pathOf(name: string): string {
    return `${this.dir}/${name}`;
  }

  /** The name without the links on the way to its folder. */
  realName(name: string): string {
    return this.wasEmpty ? name : this.#folders.realName(name);
  }

  /** A regular file of that name; one that a link leads to only where it is in here too, and is not of this run. */
  find(name: string): FoundFile | undefined {
    const path = this.pathOf(name);
    try {
      const own = lstatSync(path, { throwIfNoEntry: false });
      const stats = own?.isSymbolicLink() === true ? this.#statLinked(path) : own;
      return stats?.isFile() === true ? { name, bytes: stats.size, modifiedMs: stats.mtimeMs } : undefined;
    } catch {
      // ENOTDIR, ELOOP and the like: no file of ours; making it will say what is in the way.
      return undefined;
    }
  }

  /** A path that is ours alone, for a new file. */
  scratchPath(): string {
    return this.#scratch.path();
  }

  /** Makes a file of ours alone, and the folder that `name` will need. */
  create(name: string): { path: string; fd: number } {
    return this.#insist(name, () => {
      const path = this.#scratch.path();
      return { path, fd: openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o666) };
    });
  }

  /** Gives a file of ours its name. */
  giveName(path: string, { name, replaces }: BodyNaming): 'saved' | 'exists' {
    const to = this.pathOf(name);
    if (!replaces) {
      if (this.#insist(name, () => giveNewName(path, to))) return 'saved';
      if (this.find(name) !== undefined) return 'exists';
      // A link to nowhere or out of here is no file of ours, and goes; a folder stays in the way.
    }
    this.#insist(name, () => giveName(path, to));
    return 'saved';
  }

  /** Puts a second name of the file at one path in the place of the file at another. */
  link(from: string, to: string): void {
    const path = this.#scratch.path();
    linkSync(from, path);
    try {
      giveName(path, to);
    } finally {
      // A rename between two names of one file does nothing.
      rmSync(path, { force: true });
    }
  }

  close(): void {
    this.#scratch.close();
  }

  /** Does what needs the folder of `name`, once more where somebody has removed it while we ran. */
  #insist<Result>(name: string, act: () => Result): Result {
    this.#folders.prepareFor(name);
    try {
      return act();
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      this.#folders.forget();
      this.#scratch.forget();
      this.#folders.prepareFor(name);
      return act();
    }
  }

  #statLinked(path: string): Stats | undefined {
    if (!this.#folders.holds(path)) return undefined;
    const stats = statSync(path, { throwIfNoEntry: false });
    // What another row has brought is not this one's, though a link says so.
    return stats === undefined || stats.ctimeMs < this.#beganMs ? stats : undefined;
  }
}

function isEmpty(dir: string): boolean {
  try {
    for (const _ of entriesOf(dir)) return false;
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw new UsageError(`--dir ${quote(dir)}: ${reasonOf(error)}`);
  }
}
