import { setTimeout as sleep } from 'node:timers/promises';

import { collect, type Rendering } from './rendering.js';

// A page that never rests is believed later.
const restingRounds = 3;
const restlessRounds = 8;

/**
 * Scrolls on until something new has come: true if so. A step is less than the window, or lazy pictures in between are
 * never seen; and the end is believed only after a nudge up and down (without it one run ended at 40 of 200).
 */
export async function scrollOn(rendering: Rendering, collects: boolean): Promise<boolean> {
  const { script, watch, reader } = rendering;
  let last = '';
  let unchanged = 0;
  let nudges = 0;
  let hasMoved = false;
  while (!reader.hasEnough) {
    const { top, height } = await script.evaluate((page) => page.scroll(0.9));
    await watch.quiet(100, 3_000);
    if (collects) await collect(rendering);
    const state = `${top} ${height}`;
    if (state !== last) {
      hasMoved ||= last !== '';
      unchanged = 0;
      nudges = 0;
    } else unchanged += 1;
    last = state;
    if (unchanged < (watch.isBusy ? restlessRounds : restingRounds)) continue;
    if (!collects && hasMoved) return true;
    if (nudges === 2) return false;
    nudges += 1;
    unchanged = 0;
    await script.evaluate((page) => page.scroll(-0.5));
    await sleep(200);
  }
  return false;
}
