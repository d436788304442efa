import type { Readable } from 'node:stream';

import type { Messages } from './messages.js';
import type { Output } from './output.js';

/** All that a tool may know of the process around it. */
export type Io = {
  readonly stdin: Readable;
  readonly stdinIsTerminal: boolean;
  readonly stdout: Output;
  /** Writes a text that is asked for instead of a run (help, version, man page), at once and as a whole. */
  printPage(text: string): void;
  readonly stdoutIsTerminal: boolean;
  readonly stderr: Messages;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by the first SIGINT, SIGTERM or SIGHUP, and when the reader of stdout has gone. */
  readonly signal: AbortSignal;
};
