import { expect } from 'vitest';

import { bodyFor } from './hostile-server/body-bytes.js';
import type { Workdir } from './workdir.js';

/** Loaded into every thread: each that is not the main one leaves a file with its number. */
export const rollCall = `import { writeFileSync } from 'node:fs';
import { isMainThread, threadId } from 'node:worker_threads';
if (!isMainThread) writeFileSync('thread.' + threadId, '');
`;

/** The environment of a run whose threads load a module before anything else. */
export function loading(w: Workdir, module: string): { NODE_OPTIONS: string } {
  return { NODE_OPTIONS: `--import=${w.write('module.mjs', module)}` };
}

/** How many threads were there, beside the main one. */
export function countThreads(w: Workdir): number {
  return w.files().filter((file) => file.startsWith('thread.')).length;
}

/** What unfinished bodies have left. */
export function partsOf(w: Workdir): string[] {
  return w.files().filter((file) => /\.part(\.json)?$/.test(file));
}

/** Holds the file of every row against what the hostile server has for its URL. */
export function expectWhole(w: Workdir, rows: readonly Record<string, unknown>[]): void {
  for (const { url, path } of rows) {
    const { pathname, search } = new URL(String(url));
    expect([path, w.bytes(String(path)).equals(bodyFor(pathname + search))]).toEqual([path, true]);
  }
}
