import { randomInt } from 'node:crypto';

import type { ClassCount } from './wordnet/class-count.js';
import { drawCandidates } from './choose/draw-candidates.js';
import type { PickRules } from './choose/pick-classes.js';
import type { Options } from './options.js';
import { createHostFilter } from './urls/host-filter.js';
import { shuffleClass } from './urls/shuffle-class.js';

/** The candidates in the order in which they are tried, what makes them eligible, and the seed where one had to be drawn. */
export type PickPlan = { candidates: readonly ClassCount[]; rules: PickRules; drawnSeed: number | undefined };

/** Turns the options into a plan that the same seed makes the same everywhere. */
export function planPick(options: Options, candidates: readonly ClassCount[]): PickPlan {
  const isDrawn = options.classes !== undefined && options.classes < candidates.length;
  const seed = options.seed ?? randomInt(2 ** 32);
  return {
    candidates: isDrawn ? drawCandidates(candidates, seed) : candidates,
    drawnSeed: (isDrawn || options.shuffle) && options.seed === undefined ? seed : undefined,
    rules: {
      classes: options.classes,
      minUrls: listsAll(options) ? 0 : countNeeded(options.minUrls ?? 1, options.expectAlive ?? 1),
      perClass: options.perClass,
      isWanted: createHostFilter({ all: options.allHosts, hosts: options.host, notHosts: options.notHost }),
      mostUrls: options.allHosts || options.host.length > 0 ? ({ urls }) => urls : ({ flickr }) => flickr,
      keepsShared: options.keepShared,
      order: options.shuffle ? (urls, wnid) => shuffleClass(urls, wnid, seed) : (urls) => urls,
    },
  };
}

/** True where --list is to show what there is, whether it has usable URLs or not. */
function listsAll({ list, classes, minUrls, host, notHost }: Options): boolean {
  return list && classes === undefined && minUrls === undefined && host.length + notHost.length === 0;
}

/** So many URLs that `minUrls` are left when no more than this share is alive. */
function countNeeded(minUrls: number, alive: number): number {
  // 0.1 is a little more than a tenth, and 30 / 0.1 must not ask for 301.
  return Math.ceil(minUrls / alive - 1e-9);
}
