import type { Messages } from '@fetchutils/plumbing';
import type { Rest } from '@fetchutils/plumbing/schedule';

import type { Flow } from '../fetch/attempts.js';
import { progressJson } from './progress-json.js';
import { progressLine } from './progress-line.js';
import type { Seen } from './seen.js';
import { createSpeedometer } from './speedometer.js';
import type { Tally } from './tally.js';

export type ProgressMode = 'auto' | 'always' | 'never' | 'json';

export type ProgressOptions = {
  mode: ProgressMode;
  /** Counts the rows to come, where that can be done meanwhile. */
  countRows: () => Promise<number | undefined>;
  /** The rows in all, as far as the run knows. */
  total: () => number | undefined;
  active: () => number;
  flow: () => Flow;
  rest: () => Rest | undefined;
};

/** So many rows in the last seconds tell how fast it goes; fewer are large files, of which the bytes are worth seeing. */
const fewRows = 5;

/** Shows how a run goes on standard error; the answer ends it. */
export function startProgress(stderr: Messages, tally: Tally, options: ProgressOptions): () => void {
  const { mode, active, flow, rest } = options;
  if (mode === 'never' || (mode === 'auto' && !stderr.isTerminal)) return () => undefined;
  const count = () => ({
    files: tally.outcomes.get('fetched') ?? 0,
    bytes: flow().received,
    rows: tally.rows,
  });
  const measureSpeed = createSpeedometer(count);
  let counted: number | undefined;
  // Counted only where it is shown; a run does not fail because its ETA is not known.
  void options
    .countRows()
    .then((rows) => (counted = rows))
    .catch(() => undefined);
  const look = (): Seen => {
    const speed = measureSpeed();
    const total = options.total() ?? counted;
    const hasFlowingRows = speed.rowsEnded >= fewRows;
    return { tally, total, active: active(), flow: flow(), rest: rest(), speed, hasFlowingRows };
  };
  const show = (): void => {
    if (mode === 'json') stderr.print([progressJson(look(), false)]);
    else if (stderr.isTerminal) stderr.status(progressLine(look()));
    else stderr.print([progressLine(look())]);
  };
  const timer = setInterval(show, mode !== 'json' && stderr.isTerminal ? 200 : 1000);
  return () => {
    clearInterval(timer);
    stderr.status('');
    if (mode === 'json') stderr.print([progressJson(look(), true)]);
  };
}
