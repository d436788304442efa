import type { FetchError } from '@fetchutils/plumbing/http';

/**
 * Where bytes go: nobody else touches output files. A *name* is relative to the output folder; a *path* is what a row tells,
 * from where pfetch was started. Failures of the system are thrown as they come; the caller answers them as kind `sink`.
 */
export type Sink = {
  /** Sees once whether anything can be put here at all; why the run cannot go on, where it cannot. */
  prepare(): FetchError | undefined;
  /** True where nothing was here when the run began. */
  readonly wasEmpty: boolean;
  /** True where `A` and `a` are one name; `mayWrite` is false where nothing may be put here to find that out. */
  foldsCase(mayWrite: boolean): boolean;
  /** The name that a file has behind all links on the way to it: the same for two names of one place. */
  realName(name: string): string;
  /** False where no file was here at the first look whose name is `stem`, a dot and an extension. */
  mayHave(stem: string): boolean;
  /** The whole file of a name. */
  find(name: string): FoundFile | undefined;
  /** What an earlier run or attempt left of a body under this key; `busy` where another process is at it. */
  findPart(key: string): FoundPart | 'busy' | undefined;
  /** Begins a body. */
  open(key: string): OpenBody;
  /** What is at a path, where that is a file. */
  inspect(path: string): { bytes: number; changedMs: number } | undefined;
  /** The SHA-256 of the file at a path in hex; undefined where there is none that can be read. */
  digest(path: string): string | undefined;
  /** Removes the file at a path, where there is one. */
  remove(path: string): void;
  /** Puts a second name of the file at one path in the place of the file at another; throws where that cannot be. */
  link(from: string, to: string): void;
  /** Ends the work of this run here. */
  close(): void;
};

/** A file that is there already. */
export type FoundFile = { name: string; bytes: number; modifiedMs: number };

/** An unfinished body, and what its server said of the version it belongs to: nobody else has it until one of these is called. */
export type FoundPart = {
  readonly bytes: number;
  /** Undefined where it cannot be continued. */
  readonly state: PartState | undefined;
  /** Goes on behind the bytes that are there. */
  continue(): OpenBody;
  /** Leaves it for later; does nothing where it has been continued or removed. */
  release(): void;
  /** Removes it. */
  discard(): void;
};

export type PartState = {
  /** Without a login. */
  readonly url: string;
  readonly validator: string;
  /** The whole length, where the server said it. */
  readonly length?: number | undefined;
  /** Which bytes are there, in order, where that is not all up to the end of the file: it came in pieces. */
  readonly ranges?: readonly ByteRange[] | undefined;
};

/** From a byte up to another, which is not in it. */
export type ByteRange = readonly [from: number, to: number];

/** How a whole body gets its name. */
export type BodyNaming = {
  name: string;
  modifiedMs: number | undefined;
  /** True where a file of that name is to be replaced; otherwise it stays, and so it does when it comes while we fetch. */
  replaces: boolean;
  /** Asked at the last moment: what has come to speak against it while the disk was waited for. */
  objection(): FetchError | undefined;
};

/** What became of a whole body: it has its name, or a file had it already, or it could not get it. */
export type Committed = 'saved' | 'exists' | FetchError;

/** A body under way. */
export type OpenBody = {
  /** The file that holds it while it grows. */
  readonly path: string;
  /** Adds to its end. */
  write(chunk: Buffer): void;
  /** Puts bytes at a place of their own. */
  writeAt(chunk: Buffer, position: number): void;
  /** Fills a buffer from there on, and says how far. */
  readAt(buffer: Buffer, position: number): number;
  /**
   * Lets a later run continue it, by what makes this version known; why that cannot be, where another process is at it. Said
   * again it takes the place of what was said before.
   */
  remember(state: PartState): FetchError | undefined;
  /** The bytes so far, for a hash that has to begin before them. */
  readBack(take: (chunk: Buffer) => void): void;
  /** Makes the body visible under its name, whole and at once. */
  commit(naming: BodyNaming, done: (result: Committed) => void): void;
  /** Stops here and keeps what there is. */
  keep(): void;
  /** Stops here and leaves nothing. */
  discard(): void;
};
