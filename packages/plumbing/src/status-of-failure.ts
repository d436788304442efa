import { exitStatus, signalStatus } from './exit-status.js';
import { Interrupted, ReaderGone, StopRun, UsageError } from './failures.js';
import type { Io } from './io.js';
import type { Messages } from './messages.js';

/** The exit status for what ended a run early, which is told in one line where there is anything to tell. */
export function statusOfFailure(thrown: unknown, io: Io): number {
  const error = causeOf(thrown, io.signal);
  if (error instanceof ReaderGone) return exitStatus.ok;
  io.stderr.status('');
  if (error instanceof Interrupted) return signalStatus[error.signal];
  if (error instanceof UsageError || error instanceof StopRun) io.stderr.say(error.message);
  else sayInternalError(error, io.stderr);
  return error instanceof UsageError ? exitStatus.usage : exitStatus.stopped;
}

/** A tool may give up by throwing what its signal made a timer or a file throw: what counts is why it was stopped. */
function causeOf(error: unknown, signal: AbortSignal): unknown {
  return signal.aborted && error instanceof Error && error.name === 'AbortError' ? signal.reason : error;
}

/** A fault of ours, with all that a report of it needs. */
function sayInternalError(error: unknown, stderr: Messages): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const [what = '', ...stack] = text.split('\n');
  stderr.say('internal error', what);
  stderr.print(stack);
}
