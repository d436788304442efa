import { closeSync, openSync, readSync } from 'node:fs';

/** Rows are long at times; a line beyond this is taken for one by its beginning. */
const mostBytes = 4 * 1024 * 1024;

/** True for a file whose first line is a result row, or the torn beginning of one. */
export function isJournal(path: string): boolean {
  const head = headOf(path);
  const end = head.indexOf('\n');
  const line = end < 0 ? head : head.slice(0, end);
  try {
    const row: unknown = JSON.parse(line);
    return typeof row === 'object' && row !== null && 'ok' in row && 'outcome' in row;
  } catch {
    // A run that was killed may have left half a line, and nothing else.
    return end < 0 && /^\{\s*"/.test(line);
  }
}

function headOf(path: string): string {
  const fd = openSync(path, 'r');
  try {
    for (let length = 64 * 1024; ; length *= 8) {
      const block = Buffer.allocUnsafe(length);
      const head = block.subarray(0, readSync(fd, block, 0, length, 0));
      if (head.length < length || length >= mostBytes || head.includes('\n')) return head.toString();
    }
  } finally {
    closeSync(fd);
  }
}
