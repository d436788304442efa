import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

const wholeBytes = 4 * 1024 * 1024;
const edgeBytes = 65_536;
const pieceBytes = 4096;
const pieces = 64;

/** A name for a file as it is now: of another age, place or content it is another. Small files are read whole, large ones in samples. */
export async function identifyFile(file: FileHandle): Promise<string> {
  const { size, mtimeNs, ctimeNs, ino, dev } = await file.stat({ bigint: true });
  // ctime cannot be set back by anybody, so not even a change of the same length with its mtime restored goes unseen.
  const hash = createHash('sha256').update([size, mtimeNs, ctimeNs, ino, dev].join('\0'));
  for (const [from, length] of sampled(Number(size))) {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await file.read(bytes, 0, length, from);
    hash.update(bytes.subarray(0, bytesRead));
  }
  return hash.digest('hex');
}

function sampled(size: number): [from: number, length: number][] {
  if (size <= wholeBytes) return [[0, size]];
  const spread = Array.from({ length: pieces }, (_, nth): [number, number] => [
    Math.floor((size / pieces) * nth),
    pieceBytes,
  ]);
  return [[0, edgeBytes], ...spread, [size - edgeBytes, edgeBytes]];
}
