import { closeSync, fdatasyncSync, fsync, futimesSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

import type { FetchError } from '@fetchutils/plumbing/http';

import { NamedPart } from './named-part.js';
import type { OutputFolder } from './output-folder.js';
import type { BodyNaming, Committed, OpenBody, PartState } from './sink.js';
import { busyError, sinkError } from './sink-error.js';

export type PartFileOptions = {
  key: string;
  fd: number;
  fsync: boolean;
} & ({ path: string; named?: undefined } | { named: NamedPart });

/** One growing body. Calls are synchronous: the pool costs 30 us a call here, the page cache answers in 3. */
export class PartFile implements OpenBody {
  readonly #folder: OutputFolder;
  readonly #key: string;
  readonly #fsync: boolean;
  #path: string;
  #fd: number;
  /** Where the next chunk goes that has no place of its own. */
  #end: number;
  /** Where a later run may continue it. */
  #named: NamedPart | undefined;

  constructor(folder: OutputFolder, options: PartFileOptions) {
    this.#folder = folder;
    this.#key = options.key;
    this.#fsync = options.fsync;
    this.#fd = options.fd;
    this.#named = options.named;
    this.#end = options.named?.stats.size ?? 0;
    this.#path = options.named === undefined ? options.path : options.named.path;
  }

  get path(): string {
    return this.#path;
  }

  write(chunk: Buffer): void {
    this.writeAt(chunk, this.#end);
    this.#end += chunk.length;
  }

  writeAt(chunk: Buffer, position: number): void {
    for (let at = 0; at < chunk.length;)
      at += writeSync(this.#fd, chunk, at, chunk.length - at, position + at);
  }

  readAt(buffer: Buffer, position: number): number {
    return readSync(this.#fd, buffer, 0, buffer.length, position);
  }

  remember(state: PartState): FetchError | undefined {
    if (this.#named !== undefined) return this.#rememberAgain(this.#named, state);
    try {
      const body = { path: this.#path, fd: this.#fd };
      const named = NamedPart.publish(this.#folder, this.#key, body, state);
      if (named === 'busy') return busyError(this.#key);
      this.#named = named;
      this.#path = named.path;
    } catch {
      // It cannot be continued then, and is none the worse for that.
    }
    return undefined;
  }

  readBack(take: (chunk: Buffer) => void): void {
    const buffer = Buffer.allocUnsafe(256 * 1024);
    for (let at = 0; ;) {
      const length = this.readAt(buffer, at);
      if (length === 0) return;
      take(buffer.subarray(0, length));
      at += length;
    }
  }

  commit(naming: BodyNaming, done: (result: Committed) => void): void {
    const finish = (): void => {
      const objected = naming.objection();
      if (objected !== undefined) return done(objected);
      let result: 'saved' | 'exists';
      try {
        if (this.#named !== undefined) this.#path = this.#named.take();
        this.#named = undefined;
        this.#close();
        result = this.#folder.giveName(this.#path, naming);
        if (result === 'exists') this.discard();
      } catch (error) {
        return done(sinkError(error));
      }
      if (!this.#fsync) return done(result);
      syncFolder(dirname(this.#folder.pathOf(naming.name)), (problem) => done(problem ?? result));
    };
    try {
      if (naming.modifiedMs !== undefined) futimesSync(this.#fd, Date.now() / 1000, naming.modifiedMs / 1000);
    } catch (error) {
      return done(sinkError(error));
    }
    if (!this.#fsync) return finish();
    fsync(this.#fd, (error) => (error === null ? finish() : done(sinkError(error))));
  }

  keep(): void {
    this.#close();
    if (this.#named === undefined) return this.discard();
    this.#named.release();
  }

  discard(): void {
    this.#close();
    if (this.#named === undefined) rmSync(this.#path, { force: true });
    else this.#named.discard();
  }

  #rememberAgain(named: NamedPart, state: PartState): undefined {
    // What is said to be there has to be there after a power cut too, where that is asked for.
    if (this.#fsync) fdatasyncSync(this.#fd);
    named.remember(state);
  }

  #close(): void {
    if (this.#fd < 0) return;
    const fd = this.#fd;
    this.#fd = -1;
    closeSync(fd);
  }
}

/** A rename is safe only once the folder that holds the name is on the disk too. */
function syncFolder(path: string, done: (error: FetchError | undefined) => void): void {
  const fd = openSync(path, 'r');
  fsync(fd, (error) => {
    closeSync(fd);
    done(error === null ? undefined : sinkError(error));
  });
}
