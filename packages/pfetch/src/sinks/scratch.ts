import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { geteuid } from 'node:process';

import { codeOf, type FileLock, lockFile } from '@fetchutils/plumbing';
import { FetchError } from '@fetchutils/plumbing/http';

/** How its name begins in the output folder; no row can have such a name there. */
export const scratchPrefix = '.pfetch';

/** So long nothing has moved in a folder of another machine before it counts as left behind. */
const abandonedAfterMs = 7 * 24 * 3600 * 1000;

/**
 * A folder of this process alone, in the output folder, where bodies grow: what is renamed or linked from here is what was
 * written here, whoever else runs. It goes with the run, and where that was killed with the next one.
 */
export class Scratch {
  readonly #root: string;
  #folder: string | undefined;
  #lock: FileLock | undefined;
  #used = 0;

  /** `dir` is the output folder. */
  constructor(dir: string) {
    // A folder for each user: others could not make theirs in it.
    this.#root = `${dir}/${scratchPrefix}-${geteuid?.() ?? 0}`;
  }

  /** A new path, for one file. The output folder is there. */
  path(): string {
    this.#folder ??= this.#make();
    this.#used += 1;
    return `${this.#folder}/${this.#used}`;
  }

  /** Looks again where it is, for a caller who was told that a folder has gone. */
  forget(): void {
    if (this.#folder === undefined || lstatSync(this.#folder, { throwIfNoEntry: false }) !== undefined)
      return;
    this.#lock?.release();
    this.#folder = undefined;
  }

  /** Removes what runs that are dead have left. */
  sweep(): void {
    for (const name of entriesOf(this.#root)) {
      const path = `${this.#root}/${name}`;
      const stats = lstatSync(path, { throwIfNoEntry: false });
      if (stats === undefined) continue;
      // Where nobody here can see whether its owner lives, its age has to tell.
      // eslint-disable-next-line no-restricted-properties -- compared with the date of a folder
      const isOurs = name.startsWith(`${machine()}-`) || Date.now() - stats.mtimeMs > abandonedAfterMs;
      const lock = isOurs ? lockFile(stats) : undefined;
      if (lock === undefined) continue;
      rmSync(path, { recursive: true, force: true });
      lock.release();
    }
    this.#removeRoot();
  }

  close(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    this.#lock?.release();
    this.#folder = undefined;
    this.sweep();
  }

  #make(): string {
    // Between mkdir and lock another run may take it for one that was left behind.
    for (let tries = 0; tries < 100; tries += 1) {
      const folder = `${this.#root}/${machine()}-${randomBytes(6).toString('hex')}`;
      mkdirSync(this.#root, { recursive: true });
      if (!lstatSync(this.#root).isDirectory()) break;
      if (!isMade(folder)) continue;
      const stats = lstatSync(folder, { throwIfNoEntry: false });
      this.#lock = stats === undefined ? undefined : lockFile(stats);
      if (this.#lock !== undefined && lstatSync(folder, { throwIfNoEntry: false }) !== undefined)
        return folder;
      if (this.#lock === undefined) complainIfOutOfFiles(folder);
      this.#lock?.release();
    }
    throw new FetchError('sink', 'ENOTDIR', `${this.#root} must be a folder of pfetch's own`);
  }

  #removeRoot(): void {
    try {
      rmdirSync(this.#root);
    } catch {
      // Others are at work there, or it is not there.
    }
  }
}

function isMade(folder: string): boolean {
  try {
    mkdirSync(folder, 0o700);
    return true;
  } catch (error) {
    // Another run may have removed the empty folder above a moment ago.
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** A lock that cannot be had may mean that there is no descriptor left for it: then this throws. */
function complainIfOutOfFiles(folder: string): void {
  if (lstatSync(folder, { throwIfNoEntry: false }) !== undefined) closeSync(openSync(folder, 'r'));
}

function entriesOf(folder: string): string[] {
  try {
    return lstatSync(folder).isDirectory() ? readdirSync(folder) : [];
  } catch {
    return [];
  }
}

let known: string | undefined;

/** Those who see each other's locks have the same: one machine, one network namespace. */
function machine(): string {
  if (known !== undefined) return known;
  let network = '';
  try {
    network = readlinkSync('/proc/self/ns/net');
  } catch {
    // Not Linux: the name of the machine has to do.
  }
  known = createHash('sha256').update(`${hostname()} ${network}`).digest('hex').slice(0, 8);
  return known;
}
