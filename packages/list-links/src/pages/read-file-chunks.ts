import { closeSync, openSync, readSync } from 'node:fs';

const chunkBytes = 128 * 1024;

/**
 * The bytes of a regular file of about this size. Read without promises: for the small files that most pages are, those
 * would cost more than scanning the page. A read that gives less than was asked for has met the end.
 */
export function* readFileChunks(path: string, size: number): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, size + 1));
      const bytes = readSync(file, chunk, 0, chunk.length, null);
      if (bytes > 0) yield chunk.subarray(0, bytes);
      if (bytes < chunk.length) return;
    }
  } finally {
    closeSync(file);
  }
}
