/** Wrong usage: the run ends before any output, with one line and status 2. */
export class UsageError extends Error {}

/** Thrown by the parse function of an option; says what would be right, as in "a whole number of at least 1". */
export class BadValue extends Error {}

/** The run cannot go on (disk full, output unwritable, a limit reached): one line and status 3. */
export class StopRun extends Error {}

/** The reader of standard output has gone away (`| head`): a quiet status 0. */
export class ReaderGone extends Error {}

/** The signal that asked the run to end, as the reason of Io's AbortSignal. */
export class Interrupted extends Error {
  constructor(readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') {
    super(signal);
  }
}

/** The words the system has for an error, without the code and the call in front. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return /^[A-Z]+[A-Z0-9]*: ([^,]+)(?:,|$)/.exec(error.message)?.[1] ?? error.message;
}

/** The code of a system error, such as ENOENT. */
export function codeOf(error: unknown): string | undefined {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
