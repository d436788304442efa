import { closeSync, openSync, readSync } from 'node:fs';

/** True for a file that begins as the journal of a crawl does. */
export function isCrawlJournal(path: string): boolean {
  const start = Buffer.alloc(10);
  const fd = openSync(path, 'r');
  try {
    const length = readSync(fd, start, 0, start.length, 0);
    return length > 0 && '{"found":"'.startsWith(start.toString('latin1', 0, length));
  } finally {
    closeSync(fd);
  }
}
