import type { Rest } from '@fetchutils/plumbing/schedule';

import type { Flow } from '../fetch/attempts.js';
import type { Speed } from './speedometer.js';
import type { Tally } from './tally.js';

/** A run at one moment, as progress shows it. */
export type Seen = {
  tally: Tally;
  /** Rows in all, where that is known. */
  total: number | undefined;
  active: number;
  flow: Flow;
  rest: Rest | undefined;
  speed: Speed;
  /** True where rows end often enough to tell the speed by. */
  hasFlowingRows: boolean;
};
