import { writeSync } from 'node:fs';
import type { Writable } from 'node:stream';

import { codeOf } from './failures.js';
import { late } from './late-modules.js';

/** Writes all of it before it returns; a full non-blocking pipe is given a second to empty. */
export function writeFully(fd: number, bytes: Uint8Array): void {
  let waits = 0;
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(fd, bytes, at);
      waits = 0;
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN' || waits >= 100) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
      waits += 1;
    }
  }
}

// Enough for what rows are gathered into, were every character three bytes.
const encodedBytes = 256 * 1024;

/**
 * A stream that writes fully to a file. Node's own stdout for files drops what a short write leaves over: on a disk
 * that fills up, the end of the output would be lost without an error.
 */
export function createFileStream(fd: number): Writable {
  let memory: Buffer | undefined;

  /** In the same memory each time, for it has been written when `write` returns: new memory is a fifth of the cost of text. */
  function encode(text: string): Uint8Array {
    if (text.length * 3 > encodedBytes) return Buffer.from(text);
    memory ??= Buffer.allocUnsafeSlow(encodedBytes);
    return memory.subarray(0, memory.write(text));
  }

  return new late.stream.Writable({
    decodeStrings: false,
    write(chunk: Buffer | string, _, done) {
      try {
        writeFully(fd, typeof chunk === 'string' ? encode(chunk) : chunk);
      } catch (error) {
        done(error as Error);
        return;
      }
      done();
    },
  });
}
