import { type Io, quote } from '@fetchutils/plumbing';

import type { RowSelector } from '../select/row-selector.js';

/** Says that no row had a column that --where asks for: where every row brings its own, nothing else tells a slip. */
export function noteUnseen(io: Io, label: string, { unseenColumn }: RowSelector): void {
  if (unseenColumn !== undefined)
    io.stderr.say(label, `no row has ${quote(unseenColumn)}, which --where asks for`);
}
