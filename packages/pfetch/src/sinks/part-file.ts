import {
  closeSync,
  fsync,
  futimesSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

import type { FetchError } from '@fetchutils/plumbing/http';

import type { SafeFolders } from './safe-folder.js';
import type { BodyNaming, OpenBody, PartialState } from './sink.js';
import { sinkError } from './sink-error.js';

export type PartFileOptions = {
  dir: string;
  folders: SafeFolders;
  fsync: boolean;
  /** True where the state of its version is on the disk already. */
  hasState: boolean;
};

/** One growing `.part`. Calls are synchronous: the pool costs 30 us a call here, the page cache answers in 3. */
export class PartFile implements OpenBody {
  readonly path: string;
  readonly #key: string;
  readonly #options: PartFileOptions;
  #fd: number;
  #hasState: boolean;

  constructor(key: string, fd: number, options: PartFileOptions) {
    this.path = partPath(options.dir, key);
    this.#key = key;
    this.#fd = fd;
    this.#options = options;
    this.#hasState = options.hasState;
  }

  write(chunk: Buffer): void {
    for (let at = 0; at < chunk.length;) at += writeSync(this.#fd, chunk, at);
  }

  remember(state: PartialState): void {
    writeFileSync(`${this.path}.json`, `${JSON.stringify(state)}\n`);
    this.#hasState = true;
  }

  readBack(take: (chunk: Buffer) => void): void {
    const buffer = Buffer.allocUnsafe(256 * 1024);
    for (let at = 0; ;) {
      const length = readSync(this.#fd, buffer, 0, buffer.length, at);
      if (length === 0) return;
      take(buffer.subarray(0, length));
      at += length;
    }
  }

  commit({ name, modifiedMs, objection }: BodyNaming, done: (error: FetchError | undefined) => void): void {
    const finish = (): void => {
      const objected = objection();
      if (objected !== undefined) return done(objected);
      try {
        this.#close();
        if (name !== this.#key) this.#options.folders.prepareFor(name);
        this.#forgetState();
        renameSync(this.path, `${this.#options.dir}/${name}`);
      } catch (error) {
        return done(sinkError(error));
      }
      if (this.#options.fsync) syncFolder(dirname(`${this.#options.dir}/${name}`), done);
      else done(undefined);
    };
    try {
      if (modifiedMs !== undefined) futimesSync(this.#fd, Date.now() / 1000, modifiedMs / 1000);
    } catch (error) {
      return done(sinkError(error));
    }
    if (!this.#options.fsync) return finish();
    fsync(this.#fd, (error) => (error === null ? finish() : done(sinkError(error))));
  }

  keep(): void {
    this.#close();
  }

  discard(): void {
    this.#close();
    this.#forgetState();
    rmSync(this.path, { force: true });
  }

  /** Before the `.part` goes: a state that a kill leaves alone would never be found again. */
  #forgetState(): void {
    if (this.#hasState) rmSync(`${this.path}.json`, { force: true });
    this.#hasState = false;
  }

  #close(): void {
    if (this.#fd < 0) return;
    const fd = this.#fd;
    this.#fd = -1;
    closeSync(fd);
  }
}

/** Where a body of this key grows. */
export function partPath(dir: string, key: string): string {
  return `${dir}/${key}.part`;
}

/** A rename is safe only once the folder that holds the name is on the disk too. */
function syncFolder(path: string, done: (error: FetchError | undefined) => void): void {
  const fd = openSync(path, 'r');
  fsync(fd, (error) => {
    closeSync(fd);
    done(error === null ? undefined : sinkError(error));
  });
}
