import type { Row } from '@fetchutils/plumbing';
import type { HeaderRule } from '@fetchutils/plumbing/http';
import type { Task } from '@fetchutils/plumbing/schedule';

import type { FileName } from './file-name.js';

/** What a row says of the body that it expects. */
export type Expected = {
  readonly size?: number;
  /** By algorithm, in hex. */
  readonly digests: readonly (readonly [algorithm: string, hex: string])[];
};

/** What the server said of a version that is here already. */
export type Validators = { readonly etag?: string; readonly lastModified?: string };

/** One row on its way to a file. */
export type Job = Task & {
  /** The line of the input, for messages. */
  readonly line: number;
  /** The row as JSON text, without what an earlier run answered. */
  readonly text: string;
  readonly row: Row;
  /** The URL as the row has it. */
  readonly urlText: string;
  /** The row's own URL. */
  readonly ownUrl: URL;
  /** Where to try next when this one fails for good. */
  readonly mirrors: string[];
  readonly name: FileName;
  /** True where a file of that name is to be replaced. */
  readonly replaces: boolean;
  readonly expected: Expected | undefined;
  readonly headers: readonly HeaderRule[] | undefined;
  /** Of the file that is here, where it is to be refreshed. */
  readonly validators: Validators | undefined;
  /** Times that another run had its file. */
  waits: number;
  /** True once it has shown that its body cannot come in pieces. */
  isUndivided?: true;
};
