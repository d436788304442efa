import { readList } from '@fetchutils/plumbing';

import { textSize } from '../generate/scattered-rows.js';
import type { RowMaker } from './row-maker.js';

/** The text of the rows made from standard input, no later than their input arrives; it reads no farther than `most` rows need. */
export async function* rowsFromStdin(
  { fill, make, combinations, seen }: RowMaker,
  stdin: AsyncIterable<Buffer>,
  most: number,
): AsyncGenerator<string> {
  if (most === 0) return;
  for await (const batch of readList(stdin, { name: 'standard input', tool: 'seq-urls' })) {
    let text = '';
    for (const input of batch) {
      const filled = fill(input);
      for (let nth = 0; filled !== undefined && nth < combinations && seen.made < most; nth++) {
        text += make(filled, nth);
        if (text.length < textSize) continue;
        yield text;
        text = '';
      }
      if (seen.made === most) break;
    }
    if (text !== '') yield text;
    if (seen.made === most) return;
  }
}
