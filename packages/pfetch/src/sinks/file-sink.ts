import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync, rmSync } from 'node:fs';

import { codeOf } from '@fetchutils/plumbing';

import { PartFile, partPath } from './part-file.js';
import { SafeFolders } from './safe-folder.js';
import type { OpenBody, Partial, PartialState, Sink } from './sink.js';

export type FileSinkOptions = {
  /** The output folder, without a slash at its end. */
  dir: string;
  /** Ask the disk to have it before a file is answered. */
  fsync: boolean;
};

/** Files below a folder: a body grows as `NAME.part` and is renamed when it is whole. */
export class FileSink implements Sink {
  readonly #dir: string;
  readonly #fsync: boolean;
  readonly #folders: SafeFolders;
  /** Keys whose `.part` has a state beside it, from when it is found to when it is opened. */
  readonly #remembered = new Set<string>();

  constructor({ dir, fsync }: FileSinkOptions) {
    this.#dir = dir;
    this.#fsync = fsync;
    this.#folders = new SafeFolders(dir);
  }

  findPartial(key: string): Partial | undefined {
    const path = partPath(this.#dir, key);
    let fd: number;
    try {
      fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    } catch {
      if (existsSync(`${path}.json`)) this.#remembered.add(key);
      return undefined;
    }
    const bytes = fstatSync(fd).size;
    closeSync(fd);
    const state = readState(`${path}.json`);
    if (state !== undefined || existsSync(`${path}.json`)) this.#remembered.add(key);
    return state === undefined || bytes === 0 ? undefined : { bytes, state };
  }

  open(key: string, from: number): OpenBody {
    this.#folders.prepareFor(key);
    const path = partPath(this.#dir, key);
    const isRemembered = this.#remembered.delete(key);
    // A body that begins again is another version: after a kill its bytes would be taken for those of the old one.
    if (isRemembered && from === 0) rmSync(`${path}.json`, { force: true });
    const hasState = isRemembered && from > 0;
    const options = { dir: this.#dir, folders: this.#folders, fsync: this.#fsync, hasState };
    try {
      return new PartFile(key, openPart(path, from), options);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      // Somebody removed the folder while we ran.
      this.#folders.forget();
      this.#folders.prepareFor(key);
      return new PartFile(key, openPart(path, from), options);
    }
  }
}

function openPart(path: string, from: number): number {
  const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND, O_NOFOLLOW } = constants;
  if (from > 0) return openSync(path, O_RDWR | O_APPEND | O_NOFOLLOW);
  try {
    return openSync(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o666);
  } catch (error) {
    if (codeOf(error) !== 'ELOOP') throw error;
    // A link where our own file should be is none of ours.
    rmSync(path);
    return openSync(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o666);
  }
}

function readState(path: string): PartialState | undefined {
  try {
    const state: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof state !== 'object' || state === null) return undefined;
    const { url, validator, length } = state as Record<string, unknown>;
    if (typeof url !== 'string' || typeof validator !== 'string') return undefined;
    return { url, validator, length: typeof length === 'number' ? length : undefined };
  } catch {
    return undefined;
  }
}
