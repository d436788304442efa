import { expect } from 'vitest';

import { bodyFor } from './hostile-server/body-bytes.js';
import type { Workdir } from './workdir.js';

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
