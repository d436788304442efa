import type { Faults } from './fault.js';
import { breaks } from './faults/breaks.js';
import { chunks } from './faults/chunks.js';
import { encodings } from './faults/encodings.js';
import { heads } from './faults/heads.js';
import { keepAlive } from './faults/keep-alive.js';
import { lengths } from './faults/lengths.js';
import { names } from './faults/names.js';
import { pauses } from './faults/pauses.js';
import { ranges } from './faults/ranges.js';
import { redirects } from './faults/redirects.js';
import { slowness } from './faults/slowness.js';
import { statusLines } from './faults/status-lines.js';
import { types } from './faults/types.js';
import { well } from './faults/well.js';

/** Every route of the hostile server and what it does. */
export const faults: Faults = {
  ...well,
  ...slowness,
  ...breaks,
  ...lengths,
  ...chunks,
  ...heads,
  ...statusLines,
  ...redirects,
  ...encodings,
  ...ranges,
  ...pauses,
  ...keepAlive,
  ...types,
  ...names,
};
