import type { Writable } from 'node:stream';

import { codeOf, ReaderGone, reasonOf, StopRun } from './failures.js';

/** Standard output: written in order, never faster than its reader reads. */
export type Output = {
  /** Queues a chunk; the promise, where there is one, settles when the reader has caught up. Throws after a failure. */
  write(chunk: string | Uint8Array): Promise<void> | undefined;
  /** Settles when everything queued has been handed to the system; throws what went wrong with it. */
  flush(): Promise<void>;
};

const bytesPerTurn = 4 * 1024 * 1024;

/** An Output over a stream; a reader that goes away is ReaderGone, any other failure StopRun, at the next write. */
export function createOutput(open: () => Writable, onFailure: (error: Error) => void): Output {
  let stream: Writable | undefined;
  let failure: Error | undefined;
  let sinceTurn = 0;
  let waiting: { promise: Promise<void>; settle: () => void } | undefined;

  function opened(): Writable {
    if (stream !== undefined) return stream;
    // Opened at the first write: node's stdout loads net or tty, 3 ms that a run without rows need not pay.
    stream = open();
    stream.on('drain', release);
    stream.on('error', fail);
    return stream;
  }

  function fail(error: Error): void {
    if (failure !== undefined) return;
    failure = outputFailure(error);
    onFailure(failure);
    release();
  }

  function release(): void {
    waiting?.settle();
    waiting = undefined;
  }

  function whenDrained(): Promise<void> {
    if (waiting === undefined) {
      let settle = (): void => undefined;
      const promise = new Promise<void>((resolve) => (settle = resolve));
      waiting = { promise, settle };
    }
    return waiting.promise;
  }

  return {
    write(chunk) {
      if (failure !== undefined) throw failure;
      const isTaken = opened().write(chunk);
      sinceTurn += chunk.length;
      if (sinceTurn < bytesPerTurn) return isTaken ? undefined : whenDrained();
      // A file or a fast reader never keeps the loop waiting, and a loop that never waits hears of no signal.
      sinceTurn = 0;
      return isTaken ? nextTurn() : whenDrained().then(nextTurn);
    },
    async flush() {
      // A turn first: rows gathered in this one are written at its end.
      await nextTurn();
      while (stream !== undefined && failure === undefined && stream.writableLength > 0) {
        await new Promise((resolve) => opened().write('', resolve));
        // A stream tells this callback of an error before it tells its listeners, some of them much before.
        if (stream.errored) fail(stream.errored);
        await nextTurn();
      }
      if (failure !== undefined) throw failure;
    },
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** What a failure to write to standard output means for the run. */
export function outputFailure(error: unknown): Error {
  if (codeOf(error) === 'EPIPE' || codeOf(error) === 'ECONNRESET') return new ReaderGone('standard output');
  return new StopRun(`standard output: ${reasonOf(error)}`);
}
