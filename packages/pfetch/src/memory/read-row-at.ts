import { readSync } from 'node:fs';

import type { Row } from '@fetchutils/plumbing';

const newline = 0x0a;
/** Enough for most rows, and lent from call to call: a new one each costs more than the reading. */
const usual = Buffer.allocUnsafeSlow(4096);

/** The row that begins at a byte of a file; undefined where somebody has changed the file. */
export function readRowAt(fd: number, reference: number): { text: string; row: Row } | undefined {
  try {
    const text = readLine(fd, reference);
    return { text, row: JSON.parse(text) as Row };
  } catch {
    return undefined;
  }
}

function readLine(fd: number, from: number): string {
  for (let block = usual; ; block = Buffer.allocUnsafe(8 * block.length)) {
    const bytes = block.subarray(0, readSync(fd, block, 0, block.length, from));
    const end = bytes.indexOf(newline);
    if (end >= 0 || bytes.length < block.length) return bytes.toString('utf8', 0, Math.max(end, 0));
  }
}
