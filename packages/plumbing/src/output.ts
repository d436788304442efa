import type { Writable } from 'node:stream';

import { codeOf, ReaderGone, reasonOf, StopRun } from './failures.js';

/** Standard output: written in order, never faster than its reader reads. */
export type Output = {
  /** Queues a chunk; the promise, where there is one, settles when the reader has caught up. */
  write(chunk: string | Uint8Array): Promise<void> | undefined;
  /** Settles when everything queued has been handed to the system. */
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
    // Opened at the first write: node's stdout loads net or tty, 3 ms that `--version` need not pay twice.
    stream = open();
    stream.on('drain', release);
    stream.on('error', (error) => {
      failure ??= toFailure(error);
      onFailure(failure);
      release();
    });
    return stream;
  }

  function release(): void {
    waiting?.settle();
    waiting = undefined;
  }

  async function whenDrained(): Promise<void> {
    if (waiting === undefined) {
      let settle = (): void => undefined;
      const promise = new Promise<void>((resolve) => (settle = resolve));
      waiting = { promise, settle };
    }
    await waiting.promise;
    if (failure !== undefined) throw failure;
  }

  return {
    write(chunk) {
      if (failure !== undefined) throw failure;
      sinceTurn += chunk.length;
      if (!opened().write(chunk)) return whenDrained();
      if (sinceTurn < bytesPerTurn) return undefined;
      // Writing to a file never waits, and a loop that never waits would never hear of a signal.
      sinceTurn = 0;
      return new Promise((resolve) => setImmediate(resolve));
    },
    async flush() {
      if (stream === undefined) return;
      if (failure === undefined) await new Promise((resolve) => opened().write('', resolve));
      // The stream tells its callback before it emits the error.
      await new Promise((resolve) => setImmediate(resolve));
      if (failure !== undefined) throw failure;
    },
  };
}

function toFailure(error: unknown): Error {
  if (codeOf(error) === 'EPIPE' || codeOf(error) === 'ECONNRESET') return new ReaderGone('standard output');
  return new StopRun(`standard output: ${reasonOf(error)}`);
}
