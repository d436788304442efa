import type { JSHandle, Page } from 'playwright-core';

import { withoutBlobs } from './blob-pictures.js';
import type { ElementRecord, PageReaderScript } from './page-reader-script.js';
import type { RequestWatch } from './request-watch.js';

/** Who takes what a rendered page holds, round after round. */
export type RenderReader = {
  begin(base: string, charset: string): void;
  add(records: readonly ElementRecord[]): Promise<void>;
  /** True if any of these would be listed. */
  accepts(records: readonly ElementRecord[]): boolean;
  /** Takes what --eval gave. */
  addRows(value: unknown): Promise<void>;
  readonly hasEnough: boolean;
};

/** A page that is being read: its tab, the script within it, what it loads, and who takes what it holds. */
export type Rendering = {
  tab: Page;
  script: JSHandle<PageReaderScript>;
  watch: RequestWatch;
  reader: RenderReader;
};

/** Hands on what is new on a page; the last time also what has not loaded. */
export async function collect({ tab, script, reader }: Rendering, isLast = false): Promise<void> {
  const records = await script.evaluate((page, last) => page.take(last), isLast);
  await reader.add(await withoutBlobs(records, tab, script));
}
