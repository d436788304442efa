import { setTimeout as sleep } from 'node:timers/promises';

import { monotonicMs } from '@fetchutils/plumbing';

import type { ElementRecord } from './page-reader-script.js';
import { press } from './press.js';
import { collect, type Rendering } from './rendering.js';

// A picture that is no data: URL by then stays one (one in seven did on the page this was measured on).
const settleMs = 1_500;
// Who shows a thumbnail first has the picture 300 ms later.
const stableMs = 600;
// What has come in the place of something else is the picture.
const stableAfterChangeMs = 150;
// What is on its way by then may come.
const busyLimitMs = 5_000;
const pollMs = 40;

/**
 * Clicks everything that is there to be clicked, and takes what each click brings up; `isTelling` says that the filters
 * tell the picture from what is shown before it.
 */
export async function clickThrough(rendering: Rendering, isTelling: boolean): Promise<void> {
  const { tab, script, reader } = rendering;
  while (!reader.hasEnough) {
    const element = (await script.evaluateHandle((page) => page.next())).asElement();
    if (element === null) return;
    await press(tab, element);
    await settle(rendering, isTelling);
    await collect(rendering);
    await element.dispose();
  }
}

/** Waits until a click has brought up what is wanted, or nothing more is to be expected. */
async function settle({ script, watch, reader }: Rendering, isTelling: boolean): Promise<void> {
  const start = monotonicMs();
  let last: string | undefined;
  let since = start;
  let hasChanged = false;
  for (;;) {
    const { records, isKnown, pending } = await script.evaluate((page) => page.brought());
    const isWanted = reader.accepts(records);
    if (isWanted && isTelling) return;
    const now = monotonicMs();
    if (records.length + pending > 0) {
      const state = JSON.stringify([pending, ...records.map(leadsTo)]);
      hasChanged ||= last !== undefined && state !== last;
      if (state !== last) since = now;
      last = state;
    }
    const isStable = now - since >= (hasChanged ? stableAfterChangeMs : stableMs) && !watch.isBusy;
    if (isWanted && isStable && !isKnown && pending === 0) return;
    const isAwaited = watch.isBusy || (isTelling && pending > 0 && records.length > 0);
    if (now - start >= (isAwaited ? busyLimitMs : settleMs)) return;
    await sleep(pollMs);
  }
}

/** As the page has written it: what the browser makes of that follows later, and is no change. */
function leadsTo({ attributes }: ElementRecord): string | undefined {
  return attributes.find(([name]) => name === 'src' || name === 'href')?.[1];
}
