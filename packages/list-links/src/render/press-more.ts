import { setTimeout as sleep } from 'node:timers/promises';

import { monotonicMs } from '@fetchutils/plumbing';

import { findInFrames } from './find-in-frames.js';
import { press } from './press.js';
import type { Rendering } from './rendering.js';

// A button may be away while what it brings is loading.
const returnMs = 1_000;
const newsMs = 2_000;
const busyLimitMs = 10_000;
const pollMs = 100;

/** Presses what brings more, if it is there; true if something new has come of it. All that is there must have been taken. */
export async function pressMore({ tab, script, watch }: Rendering, selector: string): Promise<boolean> {
  const button = await findInFrames(tab, selector, returnMs);
  if (button === undefined) return false;
  await press(tab, button);
  await button.dispose();
  const start = monotonicMs();
  while (!(await script.evaluate((page) => page.hasMore()))) {
    if (monotonicMs() - start >= (watch.isBusy ? busyLimitMs : newsMs)) return false;
    await sleep(pollMs);
  }
  await watch.quiet(300, 3_000);
  return true;
}
