import type { FetchError } from '@fetchutils/plumbing/http';

/** Where bytes go. Failures of the system are thrown as they come; the caller answers them as kind `sink`. */
export type Sink = {
  /** What an earlier run or attempt left of a body under this key; undefined where nothing can be resumed. */
  findPartial(key: string): Partial | undefined;
  /** Begins a body, or continues one at `from` bytes. */
  open(key: string, from: number): OpenBody;
};

/** An unfinished body, and what its server said of the version it belongs to. */
export type Partial = { readonly bytes: number; readonly state: PartialState };

export type PartialState = {
  /** Without a login. */
  readonly url: string;
  readonly validator: string;
  /** The whole length, where the server said it. */
  readonly length?: number | undefined;
};

/** How a whole body gets its name. */
export type BodyNaming = {
  name: string;
  modifiedMs: number | undefined;
  /** Asked at the last moment: what has come to speak against it while the disk was waited for. */
  objection(): FetchError | undefined;
};

/** A body under way. */
export type OpenBody = {
  /** The file that holds it while it grows. */
  readonly path: string;
  write(chunk: Buffer): void;
  /** Remembers which version this is, so that a later run may continue it. */
  remember(state: PartialState): void;
  /** The bytes so far, for a hash that has to begin before them. */
  readBack(take: (chunk: Buffer) => void): void;
  /** Makes the body visible under its name, whole and at once. */
  commit(naming: BodyNaming, done: (error: FetchError | undefined) => void): void;
  /** Stops here and keeps what there is. */
  keep(): void;
  /** Stops here and leaves nothing. */
  discard(): void;
};
