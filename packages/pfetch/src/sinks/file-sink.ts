import { rmSync, statSync } from 'node:fs';

import { quote, reasonOf } from '@fetchutils/plumbing';
import { FetchError } from '@fetchutils/plumbing/http';

import { foldsCase } from './folds-case.js';
import { FoundNamedPart } from './found-named-part.js';
import { NamedPart } from './named-part.js';
import { hashFile } from './hash-file.js';
import { nearestFolder } from './nearest-folder.js';
import { OutputFolder } from './output-folder.js';
import { PartFile } from './part-file.js';
import type { FoundFile, FoundPart, OpenBody, Sink } from './sink.js';
import { closedSink } from './sink-error.js';
import { StemIndex } from './stem-index.js';

export type FileSinkOptions = {
  /** The output folder, without a slash at its end. */
  dir: string;
  /** Ask the disk to have it before a file is answered. */
  fsync: boolean;
};

/** Files below a folder: a body grows where nobody else is, and gets its name when it is whole. */
export class FileSink implements Sink {
  readonly #folder: OutputFolder;
  readonly #fsync: boolean;
  #isPrepared = false;
  #stems: StemIndex | undefined;

  constructor({ dir, fsync }: FileSinkOptions) {
    this.#folder = new OutputFolder(dir);
    this.#fsync = fsync;
  }

  prepare(): FetchError | undefined {
    if (this.#isPrepared) return undefined;
    try {
      this.#folder.prepare();
    } catch (error) {
      const message = `--dir ${quote(this.#folder.dir)}: ${reasonOf(error)}`;
      return new FetchError('sink', closedSink, message);
    }
    this.#isPrepared = true;
    return undefined;
  }

  get wasEmpty(): boolean {
    return this.#folder.wasEmpty;
  }

  foldsCase(mayWrite: boolean): boolean {
    return foldsCase(nearestFolder(this.#folder.dir), mayWrite);
  }

  realName(name: string): string {
    return this.#folder.realName(name);
  }

  mayHave(stem: string): boolean {
    if (this.#folder.wasEmpty) return false;
    this.#stems ??= new StemIndex(this.#folder.dir);
    return this.#stems.mayHave(stem);
  }

  find(name: string): FoundFile | undefined {
    return this.#folder.find(name);
  }

  findPart(key: string): FoundPart | 'busy' | undefined {
    const named = NamedPart.find(this.#folder, key);
    if (!(named instanceof NamedPart)) return named;
    return new FoundNamedPart(
      named,
      (fd) => new PartFile(this.#folder, { key, fsync: this.#fsync, fd, named }),
    );
  }

  open(key: string): OpenBody {
    const { path, fd } = this.#folder.create(key);
    return new PartFile(this.#folder, { key, fsync: this.#fsync, fd, path });
  }

  inspect(path: string): { bytes: number; changedMs: number } | undefined {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() === true ? { bytes: stats.size, changedMs: stats.ctimeMs } : undefined;
  }

  digest(path: string): string | undefined {
    return hashFile(path);
  }

  remove(path: string): void {
    rmSync(path, { force: true });
  }

  link(from: string, to: string): void {
    this.#folder.link(from, to);
  }

  close(): void {
    this.#folder.close();
  }
}
