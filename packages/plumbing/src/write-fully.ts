import { writeSync } from 'node:fs';
import { Writable } from 'node:stream';

import { codeOf } from './failures.js';

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

/**
 * A stream that writes fully to a file. Node's own stdout for files drops what a short write leaves over: on a disk
 * that fills up, the end of the output would be lost without an error.
 */
export function createFileStream(fd: number): Writable {
  return new Writable({
    decodeStrings: true,
    write(chunk: Buffer, _, done) {
      try {
        writeFully(fd, chunk);
      } catch (error) {
        done(error as Error);
        return;
      }
      done();
    },
  });
}
