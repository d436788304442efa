import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
} from 'node:fs';

import { codeOf, type FileIdentity, type FileLock, lockFile } from '@fetchutils/plumbing';

import { moveToNewName } from './give-name.js';
import type { OutputFolder } from './output-folder.js';
import { partPath, statePath } from './part-name.js';
import { readPartState, writePartState } from './part-state.js';
import { busyError } from './sink-error.js';
import type { PartState } from './sink.js';

/**
 * A `.part`, the name of which belongs to whoever holds the lock on the file: only they rename or remove it, and nobody
 * makes one where one is.
 */
export class NamedPart {
  readonly path: string;
  readonly stats: Stats;
  readonly #folder: OutputFolder;
  readonly #statePath: string;
  #lock: FileLock | undefined;

  private constructor(folder: OutputFolder, key: string, stats: Stats, lock: FileLock) {
    this.path = partPath(folder.dir, key);
    this.#statePath = statePath(folder.dir, key);
    this.#folder = folder;
    this.stats = stats;
    this.#lock = lock;
  }

  /** The one that is there; `busy` where another process has it. */
  static find(folder: OutputFolder, key: string): NamedPart | 'busy' | undefined {
    const path = partPath(folder.dir, key);
    // It may change hands while we look; where it does so for ever, somebody is at work.
    for (let tries = 0; tries < 10; tries += 1) {
      const stats = statsOf(path);
      if (stats === undefined) return undefined;
      const lock = lockFile(stats);
      if (lock === undefined) return 'busy';
      if (isSame(statsOf(path), stats)) return new NamedPart(folder, key, stats, lock);
      lock.release();
    }
    return 'busy';
  }

  /** Gives a growing file of ours that name, so that it can be continued; what was there and has no owner goes. */
  static publish(
    folder: OutputFolder,
    key: string,
    body: { path: string; fd: number },
    state: PartState,
  ): NamedPart | 'busy' {
    const stats = fstatSync(body.fd);
    const lock = lockFile(stats);
    if (lock === undefined) return 'busy';
    const named = new NamedPart(folder, key, stats, lock);
    try {
      if (named.#takeName(key, body.path)) {
        named.#rememberFirst(state, body.path);
        return named;
      }
    } catch (error) {
      lock.release();
      throw error;
    }
    lock.release();
    return 'busy';
  }

  /** The version of the bytes, where they may be continued: a file that has another name too is not ours to write to. */
  readState(): PartState | undefined {
    const { stats } = this;
    if (!stats.isFile() || stats.nlink !== 1 || stats.size === 0) return undefined;
    const state = readPartState(this.#statePath);
    return (state?.ranges?.at(-1)?.[1] ?? 0) <= stats.size ? state : undefined;
  }

  /** Says anew what is there of which version. */
  remember(state: PartState): void {
    writePartState(this.#statePath, this.#folder.scratchPath(), state);
  }

  /** Opens it to be continued. */
  open(): number {
    // Without O_APPEND, which would put what has a place of its own at the end.
    const { O_RDWR, O_NOFOLLOW, O_NONBLOCK } = constants;
    const fd = openSync(this.path, O_RDWR | O_NOFOLLOW | O_NONBLOCK);
    if (isSame(fstatSync(fd), this.stats)) return fd;
    closeSync(fd);
    throw busyError(this.path);
  }

  /** Takes the file away from its name; the answer is where it is now. Throws where another is there. */
  take(): string {
    rmSync(this.#statePath, { force: true });
    const path = this.#folder.scratchPath();
    renameSync(this.path, path);
    const isOurs = isSame(lstatSync(path), this.stats);
    this.release();
    if (isOurs) return path;
    // Only who could not see our lock can have done that: from a container, or another machine.
    moveToNewName(path, this.path);
    throw busyError(this.path);
  }

  release(): void {
    this.#lock?.release();
    this.#lock = undefined;
  }

  /** Removes it; a state that a kill leaves alone would never be found again, so that goes first. */
  discard(): void {
    if (this.#lock === undefined) return;
    try {
      rmSync(this.#statePath, { force: true });
      rmSync(this.path, { force: true });
    } catch {
      // A folder stays in the way: then nothing can be remembered, and that is all.
    } finally {
      this.release();
    }
  }

  #rememberFirst(state: PartState, formerPath: string): void {
    try {
      this.remember(state);
    } catch (error) {
      renameSync(this.path, formerPath);
      throw error;
    }
  }

  /** False where another process has the name. */
  #takeName(key: string, from: string): boolean {
    for (let tries = 0; tries < 10; tries += 1) {
      if (moveToNewName(from, this.path)) return true;
      const found = NamedPart.find(this.#folder, key);
      if (found === 'busy') return false;
      found?.discard();
    }
    throw new Error(`${this.path} is in the way`);
  }
}

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

function isSame(one: FileIdentity | undefined, other: FileIdentity): boolean {
  return one?.ino === other.ino && one.dev === other.dev;
}
