import { closeSync, openSync, readSync } from 'node:fs';

const chunkBytes = 128 * 1024;
const spare: Buffer[] = [];

/**
 * The bytes of a regular file, in memory that the next chunk fills again. Read without promises: for the small files
 * that most pages are, those would cost more than scanning the page. A read that gives less than was asked for has met the end.
 */
export function* readFileChunks(path: string): Generator<Buffer> {
  const file = openSync(path, 'r');
  const chunk = spare.pop() ?? Buffer.allocUnsafeSlow(chunkBytes);
  try {
    for (let bytes = chunkBytes; bytes === chunkBytes;) {
      bytes = readSync(file, chunk, 0, chunkBytes, null);
      if (bytes > 0) yield chunk.subarray(0, bytes);
    }
  } finally {
    spare.push(chunk);
    closeSync(file);
  }
}
