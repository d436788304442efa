import { Interrupted, type Io } from '@fetchutils/plumbing';

import type { ProgressMode } from './progress.js';
import { shortMessage } from './quota-table.js';
import { type Closing, summaryLines } from './summary.js';

/** Says what came of a run: to a person who watches, and wherever something failed. */
export function tellClosing(io: Io, closing: Closing, mode: ProgressMode, hasFailed: boolean): void {
  const { stderr, signal } = io;
  const { quotas, hasReadAll } = closing;
  if (mode !== 'json' && (stderr.isTerminal || mode === 'always' || hasFailed)) {
    stderr.print(summaryLines(closing));
  } else if (hasReadAll && quotas?.isShort === true) stderr.say(...shortMessage(quotas));
  if (stderr.isTerminal && signal.reason instanceof Interrupted)
    stderr.print(['  interrupted; the same command goes on from here']);
}
